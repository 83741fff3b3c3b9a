package imagefanout.localfleet.story;

import imagefanout.localfleet.Narrator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;

/** AWS Organizations fills the registry: an account is created, moved into a unit that gets images, and closed. */
final class GoldenOrganization {
    private static final String UNIT = "Workloads";
    private static final String RULES = "AccountRulesTable";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final OrganizationsClient organizations;
    private final DynamoDbClient tables;
    private final GoldenAccounts accounts;
    private final Narrator narrator;

    GoldenOrganization(
            OrganizationsClient organizations, DynamoDbClient tables, GoldenAccounts accounts, Narrator narrator) {
        this.organizations = organizations;
        this.tables = tables;
        this.accounts = accounts;
        this.narrator = narrator;
    }

    /** Returns the new account's ID, once the account is a target account. */
    String open() throws IOException, InterruptedException {
        tables.putItem(put -> put.tableName(RULES)
                .item(Map.of(
                        "order", AttributeValue.fromS("10"),
                        "match", AttributeValue.fromM(Map.of("unit", AttributeValue.fromS("/" + UNIT + "/**"))),
                        "groups", AttributeValue.fromSs(List.of(GoldenAccounts.GROUP)))));
        narrator.line("  rule 10: accounts in /" + UNIT + "/** are in the group " + GoldenAccounts.GROUP);
        String root = organizations.listRoots().roots().get(0).id();
        String unit = organizations
                .createOrganizationalUnit(create -> create.parentId(root).name(UNIT))
                .organizationalUnit()
                .id();
        String account = create();
        narrator.line("  organization: " + account + " is created in the root, which no rule matches");
        organizations.moveAccount(
                move -> move.accountId(account).sourceParentId(root).destinationParentId(unit));
        narrator.line("  organization: " + account + " moves to /" + UNIT);
        Instant deadline = Instant.now().plus(LONGEST);
        while (accounts.regionsOf(account).size() < GoldenLinux.TARGETS.size()) {
            BuildProgress.pause(deadline, account + " is not a target account");
        }
        narrator.line("  import-accounts: " + account + " @|green ACTIVE|@ in the group " + GoldenAccounts.GROUP);
        narrator.line("  sync-distributions: " + String.join(", ", accounts.regionsOf(account)) + " -> " + account);
        return account;
    }

    private String create() {
        CreateAccountStatus started = organizations
                .createAccount(create -> create.accountName("shop").email("shop@example.com"))
                .createAccountStatus();
        return organizations
                .describeCreateAccountStatus(describe -> describe.createAccountRequestId(started.id()))
                .createAccountStatus()
                .accountId();
    }

    /** Closes the account, and waits until it is no target account. */
    void close(String account) throws IOException, InterruptedException {
        organizations.closeAccount(close -> close.accountId(account));
        narrator.line("  organization: " + account + " is closed");
        Instant deadline = Instant.now().plus(LONGEST);
        while (!accounts.regionsOf(account).isEmpty()) {
            BuildProgress.pause(deadline, account + " is still a target account");
        }
        narrator.line("  import-accounts: " + account + " is not @|green ACTIVE|@ any more");
        narrator.line("  sync-distributions: no Region -> " + account);
    }
}
