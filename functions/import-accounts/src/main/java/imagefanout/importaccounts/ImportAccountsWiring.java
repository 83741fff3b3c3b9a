package imagefanout.importaccounts;

import imagefanout.dynamodb.accounts.DynamoAccountRules;
import imagefanout.dynamodb.accounts.DynamoImportJournal;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.accounts.ImportAccounts;
import imagefanout.model.accounts.RecentRead;
import imagefanout.model.organization.Organization;
import imagefanout.organizations.OrganizationsClients;
import imagefanout.organizations.SdkOrganization;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use case for each invocation. */
record ImportAccountsWiring(
        Organization organization,
        RecentRead recent,
        DynamoDbClient dynamoDb,
        String rulesTable,
        String registryTable,
        String catalogTable,
        Clock clock,
        ImportMetrics metrics) {
    /** The time that writing 1,500 rows takes. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    static ImportAccountsWiring from(Environment environment) {
        Clock clock = Clock.systemUTC();
        return new ImportAccountsWiring(
                organization(environment),
                new RecentRead(),
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("ACCOUNT_RULES_TABLE"),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                environment.required("CATALOG_TABLE"),
                clock,
                new ImportMetrics(FleetMetrics.from(environment), clock));
    }

    /** Without a role, the function's own credentials are used: it is in the management or the delegated account. */
    private static Organization organization(Environment environment) {
        return new SdkOrganization(
                environment
                        .optional("ORGANIZATIONS_ROLE_ARN")
                        .map(role -> OrganizationsClients.assuming(
                                role,
                                environment.region(),
                                environment.endpoint("ORGANIZATIONS"),
                                environment.endpoint("STS")))
                        .orElseGet(() -> OrganizationsClients.create(
                                environment.region(), environment.endpoint("ORGANIZATIONS"))),
                RESERVE,
                ImportAccountsWiring::sleep);
    }

    ImportAccounts importAccounts(Deadline deadline) {
        return new ImportAccounts(
                new DynamoAccountRules(dynamoDb, rulesTable, deadline),
                new DynamoAccountRegistry(dynamoDb, registryTable, deadline),
                organization,
                recent,
                new DynamoImportJournal(dynamoDb, catalogTable, deadline),
                () -> UUID.randomUUID().toString(),
                clock,
                deadline);
    }

    private static void sleep(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutOfTimeException("interrupted while waiting for Organizations");
        }
    }
}
