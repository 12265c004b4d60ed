package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

  /** As recorded (community discussion 53911). */
  static final String EXISTS =
      """
      {"message":"Repository creation failed.","errors":[{"resource":"Repository",\
      "code":"custom","field":"name","message":"name already exists on this account"}],\
      "documentation_url":"https://docs.github.com/rest/repos/repos","status":"422"}\
      """;

  /** As recorded (rundel/ghclass #68). */
  static final String PLAN_REFUSES_PRIVATE =
      """
      {"message":"Visibility can't be private. Please upgrade your subscription to create a new \
      private repository.","documentation_url":"https://github.com/pricing"}\
      """;

  static final String PLAN_REFUSES_PROTECTION =
      """
      {"message":"Upgrade to GitHub Pro or make this repository public to enable this feature.",\
      "documentation_url":"https://docs.github.com/rest","status":"403"}\
      """;

  @Test
  void knowsThatTheNameIsTaken() {
    assertThat(ErrorBody.of(EXISTS).nameTaken()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'errors':[{'field':'name','code':'already_exists'}]}",
        "{'errors':[{'field':'name','code':'custom','message':'Name Already Exists here'}]}",
        "{'errors':['something',{'field':'name','code':'already_exists'}]}",
        "{'errors':{'field':'name','code':'already_exists'}}",
      })
  void knowsItInOtherShapes(String body) {
    assertThat(ErrorBody.of(json(body)).nameTaken()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>already exists</html>",
        "null",
        "[]",
        "{}",
        "{'message':'name already exists'}",
        "{'errors':null}",
        "{'errors':'name already exists'}",
        "{'errors':['name already exists']}",
        "{'errors':[{'field':'name','code':'custom','message':'name is too short'}]}",
        "{'errors':[{'field':'name','code':'missing_field'}]}",
        "{'errors':[{'field':'description','message':'already exists'}]}",
        "{'errors':[{'code':'already_exists','message':'already exists'}]}",
        "{'errors':[1,true,null,[],{'field':7,'code':{},'message':[]}]}",
      })
  void takesNothingElseForATakenName(String body) {
    assertThat(ErrorBody.of(json(body)).nameTaken()).isFalse();
  }

  @Test
  void knowsWhenThePlanRefuses() {
    assertThat(ErrorBody.of(PLAN_REFUSES_PRIVATE).planRefuses()).isTrue();
    assertThat(ErrorBody.of(PLAN_REFUSES_PROTECTION).planRefuses()).isTrue();
    assertThat(ErrorBody.of(EXISTS).planRefuses()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'errors':[{'field':'visibility','message':'Please upgrade your subscription to go on'}]}",
        "{'message':'Validation Failed','errors':['Upgrade to GitHub Pro to enable this feature']}",
      })
  void knowsItFromTheParticularsToo(String body) {
    assertThat(ErrorBody.of(json(body)).planRefuses()).isTrue();
  }

  @Test
  void sumsUpMessageAndParticulars() {
    assertThat(ErrorBody.of(EXISTS).summary())
        .isEqualTo("Repository creation failed.; name: name already exists on this account");
    assertThat(
            ErrorBody.of(json("{'message':'No.','errors':['a',{'field':'b','code':'c'}]}"))
                .summary())
        .isEqualTo("No.; a; b: c");
    assertThat(ErrorBody.of("<html>503</html>").summary()).isEmpty();
    assertThat(ErrorBody.of(json("{'message':{'a':1}}")).summary()).isEmpty();
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
