package imagefanout.importaccounts;

import imagefanout.dynamodb.accounts.DynamoAccountRules;
import imagefanout.dynamodb.accounts.DynamoImportJournal;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.ThreadSleeper;
import imagefanout.model.Deadline;
import imagefanout.model.accounts.ImportAccounts;
import imagefanout.model.accounts.RecentRead;
import imagefanout.organizations.OrganizationsClients;
import imagefanout.organizations.SdkOrganization;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use case for each invocation. */
record ImportAccountsWiring(
        OrganizationsClients organizations,
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
                OrganizationsClients.create(
                        environment.optional("ORGANIZATIONS_ROLE_ARN"),
                        environment.region(),
                        environment.endpoint("ORGANIZATIONS"),
                        environment.endpoint("STS")),
                new RecentRead(),
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("ACCOUNT_RULES_TABLE"),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                environment.required("CATALOG_TABLE"),
                clock,
                new ImportMetrics(FleetMetrics.from(environment), clock));
    }

    ImportAccounts importAccounts(Deadline deadline) {
        return new ImportAccounts(
                new DynamoAccountRules(dynamoDb, rulesTable, deadline),
                new DynamoAccountRegistry(dynamoDb, registryTable, deadline),
                new SdkOrganization(organizations, deadline, RESERVE, ThreadSleeper.INSTANCE),
                recent,
                new DynamoImportJournal(dynamoDb, catalogTable, deadline),
                () -> UUID.randomUUID().toString(),
                clock,
                deadline);
    }
}
