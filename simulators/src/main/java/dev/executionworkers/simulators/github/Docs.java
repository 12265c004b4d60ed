package dev.executionworkers.simulators.github;

/** The pages that error bodies point to, as {@code documentation_url}. */
final class Docs {

  static final String ROOT = "https://docs.github.com/rest";
  static final String GET_REPOSITORY = ROOT + "/repos/repos#get-a-repository";
  static final String CREATE_FOR_USER =
      ROOT + "/repos/repos#create-a-repository-for-the-authenticated-user";
  static final String CREATE_IN_ORGANISATION =
      ROOT + "/repos/repos#create-an-organization-repository";
  static final String UPDATE_REPOSITORY = ROOT + "/repos/repos#update-a-repository";
  static final String DELETE_REPOSITORY = ROOT + "/repos/repos#delete-a-repository";
  static final String GET_BRANCH = ROOT + "/branches/branches#get-a-branch";
  static final String GET_PROTECTION = ROOT + "/branches/branch-protection#get-branch-protection";
  static final String UPDATE_PROTECTION =
      ROOT + "/branches/branch-protection#update-branch-protection";
  static final String DELETE_PROTECTION =
      ROOT + "/branches/branch-protection#delete-branch-protection";
  static final String SIGNATURES =
      ROOT + "/branches/branch-protection#get-commit-signature-protection";
  static final String CONTENTS = ROOT + "/repos/contents#create-or-update-file-contents";
  static final String APPS = ROOT + "/apps/apps#create-an-installation-access-token-for-an-app";
  static final String USERS = ROOT + "/users/users#get-a-user";
  static final String ORGANISATIONS = ROOT + "/orgs/orgs#get-an-organization";
  static final String REDIRECTS =
      ROOT + "/guides/best-practices-for-using-the-rest-api#follow-redirects";
  static final String PRIMARY_LIMIT = ROOT + "/using-the-rest-api/rate-limits-for-the-rest-api";
  static final String SECONDARY_LIMIT =
      "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api"
          + "#about-secondary-rate-limits";
  static final String PRICING = "https://github.com/pricing";

  private Docs() {}
}
