package dev.executionworkers.simulators.harbor;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The rights a robot can be given at all, as {@code GET /permissions} lists them. */
final class PermissionCatalog {

  static final Set<Access> SYSTEM =
      parse(
          """
          audit-log:list
          catalog:read
          export-cve:create,read
          garbage-collection:create,list,read,stop,update
          jobservice-monitor:list,stop
          label:create,delete,list,read,update
          ldap-user:create,list
          preheat-instance:create,delete,list,read,update
          project:create,list
          purge-audit:create,list,read,stop,update
          quota:list,read,update
          registry:create,delete,list,read,update
          replication:create,list,read
          replication-adapter:list
          replication-policy:create,delete,list,read,update
          robot:create,delete,list,read
          scan-all:create,read,stop,update
          scanner:create,delete,list,read,update
          security-hub:list,read
          system-volumes:read
          user:create,delete,list,read,update
          user-group:create,delete,list,read,update
          """);

  static final Set<Access> PROJECT =
      parse(
          """
          accessory:list
          artifact:create,delete,list,read
          artifact-addition:read
          artifact-label:create,delete
          export-cve:create,read
          immutable-tag:create,delete,list,update
          label:create,delete,list,read,update
          log:list
          member:create,delete,list,read,update
          metadata:create,delete,list,read,update
          notification-policy:create,delete,list,read,update
          preheat-policy:create,delete,list,read,update
          project:delete,read,update
          quota:read
          repository:delete,list,pull,push,read,update
          robot:create,delete,list,read
          sbom:create,read,stop
          scan:create,read,stop
          scanner:create,read
          tag:create,delete,list
          tag-retention:create,delete,list,operate,read,update
          """);

  private PermissionCatalog() {}

  private static Set<Access> parse(String lines) {
    return lines
        .lines()
        .map(line -> line.split(":", 2))
        .flatMap(
            parts -> Arrays.stream(parts[1].split(",")).map(action -> new Access(parts[0], action)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
