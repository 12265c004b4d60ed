package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.github.ProtectionMerge.Merged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ProtectionMergeTest {

  @Test
  void asksForTheLeastWhereThereIsNothing() {
    assertThat(written("{}", 2))
        .isEqualTo(
            json(
                """
                {'required_status_checks':null,'enforce_admins':null,\
                'required_pull_request_reviews':{'required_approving_review_count':2},\
                'restrictions':null}\
                """));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void writesNothingWhereItIsSatisfied(int wanted) {
    assertThat(
            merge(
                "{'required_pull_request_reviews':{'required_approving_review_count':3}}", wanted))
        .isEqualTo(new Merged.Satisfied());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'required_pull_request_reviews':{'required_approving_review_count':0}}",
        "{'required_pull_request_reviews':{}}",
        "{'required_pull_request_reviews':null}",
        "{'enforce_admins':{'enabled':true}}"
      })
  void raisesWhatIsTooLow(String current) {
    assertThat(
            written(current, 1)
                .at("/required_pull_request_reviews/required_approving_review_count")
                .intValue())
        .isEqualTo(1);
  }

  /** Every section of the OpenAPI description's {@code branch-protection}, all switched on. */
  @Test
  void translatesEverySectionIntoTheShapeOfThePut() {
    String current =
        """
        {'url':'https://api/…/protection','name':'main','protection_url':'https://api/…','enabled':true,
         'required_status_checks':{'url':'https://api/…','strict':true,'enforcement_level':'everyone',
           'contexts':['ci/build','ci/test'],'contexts_url':'https://api/…',
           'checks':[{'context':'ci/build','app_id':15368},{'context':'ci/test','app_id':null}]},
         'enforce_admins':{'url':'https://api/…','enabled':true},
         'required_pull_request_reviews':{'url':'https://api/…','dismiss_stale_reviews':true,
           'require_code_owner_reviews':true,'require_last_push_approval':true,
           'required_approving_review_count':1,
           'dismissal_restrictions':{'url':'u','users_url':'u','teams_url':'t',
             'users':[{'login':'octocat','id':1}],'teams':[{'slug':'leads','name':'The Leads'}],
             'apps':[{'slug':'octoapp'}]},
           'bypass_pull_request_allowances':{'users':[{'login':'hubot'}],'teams':[],'apps':[]}},
         'restrictions':{'url':'u','users_url':'u','teams_url':'t','apps_url':'a',
           'users':[{'login':'octocat'}],'teams':[{'slug':'justice-league'}],'apps':[{'slug':'super-ci'}]},
         'required_linear_history':{'enabled':true},'allow_force_pushes':{'enabled':false},
         'allow_deletions':{'enabled':true},'block_creations':{'enabled':true},
         'required_conversation_resolution':{'enabled':true},'lock_branch':{'enabled':true},
         'allow_fork_syncing':{'enabled':true},
         'required_signatures':{'url':'https://api/…','enabled':true}}\
        """;
    assertThat(written(current, 2))
        .isEqualTo(
            json(
                """
                {'required_status_checks':{'strict':true,
                   'checks':[{'context':'ci/build','app_id':15368},{'context':'ci/test','app_id':-1}]},
                 'enforce_admins':true,
                 'required_pull_request_reviews':{'required_approving_review_count':2,
                   'dismiss_stale_reviews':true,'require_code_owner_reviews':true,
                   'require_last_push_approval':true,
                   'dismissal_restrictions':{'users':['octocat'],'teams':['leads'],'apps':['octoapp']},
                   'bypass_pull_request_allowances':{'users':['hubot'],'teams':[],'apps':[]}},
                 'restrictions':{'users':['octocat'],'teams':['justice-league'],'apps':['super-ci']},
                 'required_linear_history':true,'allow_force_pushes':false,'allow_deletions':true,
                 'block_creations':true,'required_conversation_resolution':true,'lock_branch':true,
                 'allow_fork_syncing':true}\
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "required_linear_history",
        "allow_force_pushes",
        "allow_deletions",
        "block_creations",
        "required_conversation_resolution",
        "lock_branch",
        "allow_fork_syncing",
        "enforce_admins",
        "a_flag_of_the_future"
      })
  void keepsAFlag(String flag) {
    assertThat(written("{'" + flag + "':{'enabled':true}}", 1).path(flag).booleanValue()).isTrue();
    assertThat(written("{'" + flag + "':{'enabled':false}}", 1).path(flag).booleanValue(false))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dismiss_stale_reviews",
        "require_code_owner_reviews",
        "require_last_push_approval",
        "a_flag_of_the_future"
      })
  void keepsAFlagOfTheReviews(String flag) {
    String current = "{'required_pull_request_reviews':{'" + flag + "':true}}";
    assertThat(written(current, 1).path("required_pull_request_reviews").path(flag).booleanValue())
        .isTrue();
  }

  @Test
  void sendsContextsOnlyWhereThereAreNoChecks() {
    assertThat(statusChecks("{'strict':false,'contexts':['a','b']}"))
        .isEqualTo(json("{'strict':false,'contexts':['a','b']}"));
    assertThat(statusChecks("{'strict':true,'checks':[{'context':'a','app_id':null}]}"))
        .isEqualTo(json("{'strict':true,'contexts':['a']}"));
    assertThat(statusChecks("{'strict':true,'contexts':[],'checks':[]}"))
        .isEqualTo(json("{'strict':true,'contexts':[]}"));
  }

  @Test
  void losesNoContextThatIsNotAmongTheChecks() {
    assertThat(
            statusChecks(
                "{'strict':true,'contexts':['a','b'],'checks':[{'context':'a','app_id':7}]}"))
        .isEqualTo(
            json(
                "{'strict':true,'checks':[{'context':'a','app_id':7},{'context':'b','app_id':-1}]}"));
  }

  @Test
  void keepsARestrictionToNobody() {
    assertThat(
            written("{'restrictions':{'users':[],'teams':[],'apps':[]}}", 1).path("restrictions"))
        .isEqualTo(json("{'users':[],'teams':[],'apps':[]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a_section_of_the_future':{'some':'thing'}}",
        "{'a_list_of_the_future':[1]}",
        "{'a_number_of_the_future':3}",
        "{'required_pull_request_reviews':{'required_reviewers':[{'id':1}]}}",
        "{'required_pull_request_reviews':{'required_approving_review_count':'two'}}",
        "{'required_pull_request_reviews':[]}",
        "{'required_pull_request_reviews':{'dismissal_restrictions':true}}",
        "{'required_status_checks':{'checks':[{'app_id':1}]}}",
        "{'required_status_checks':{'checks':[{'context':'a','app_id':'one'}]}}",
        "{'required_status_checks':{'contexts':[{}]}}",
        "{'required_status_checks':'strict'}",
        "{'required_status_checks':{'contexts':[],'required_by':{'team':'ci'}}}",
        "{'restrictions':{'users':[{'id':1}]}}",
        "{'restrictions':{'roles':[{'slug':'admins'}]}}",
        "{'restrictions':{'users':'everybody'}}",
        "{'enforce_admins':'yes'}",
      })
  void writesNothingWhereSomethingWouldBeLost(String current) {
    assertThat(merge(current, 1))
        .isInstanceOfSatisfying(
            Merged.CannotKeep.class, cannot -> assertThat(cannot.parts()).isNotEmpty());
  }

  @Test
  void passesOverWhatSaysNothing() {
    String current =
        "{'x_url':'https://a','note':'text','gone':null,'list':[],'map':{},'restrictions':null}";
    assertThat(written(current, 2)).isEqualTo(written("{}", 2));
  }

  private static JsonNode statusChecks(String section) {
    return written("{'required_status_checks':" + section + "}", 1).path("required_status_checks");
  }

  private static JsonNode written(String current, int wanted) {
    Merged merged = merge(current, wanted);
    assertThat(merged).isInstanceOf(Merged.ToWrite.class);
    return json(Json.write(((Merged.ToWrite) merged).body()).replace('"', '\''));
  }

  private static Merged merge(String current, int wanted) {
    return ProtectionMerge.merge(json(current), wanted);
  }

  private static JsonNode json(String singleQuoted) {
    return Json.read(singleQuoted.replace('\'', '"')).orElseThrow();
  }
}
