package imagefanout.dynamodb.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.registry.WrittenValue;
import imagefanout.testing.registry.AccountRegistryContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoAccountRegistryContractTest extends AccountRegistryContract {
    private static final AccountId ACCOUNT = new AccountId("111111111111");

    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private final DynamoDbClient client = DYNAMODB.client();
    private String table;
    private DynamoDbClient reader = client;

    @BeforeEach
    void createTable() {
        table = DYNAMODB.newTable(RegistryRow.ACCOUNT_ID);
    }

    @Override
    protected AccountRegistry registry() {
        return new DynamoAccountRegistry(reader, table, Deadline.none());
    }

    @Override
    protected void write(Map<String, WrittenValue> row) {
        put(RowTable.stored(row));
    }

    @Override
    protected void rowsPerPage(int count) {
        reader = DYNAMODB.clientWithPages(count);
    }

    @Override
    protected Optional<String> ignored(AccountId account, String attribute) {
        return Optional.ofNullable(stored(account).get(attribute)).map(AttributeValue::s);
    }

    @Test
    void readsListsAsWellAsSets() {
        put(Map.of(
                "accountId", AttributeValue.fromS(ACCOUNT.value()),
                "status", AttributeValue.fromS("ACTIVE"),
                "groups", AttributeValue.fromL(List.of(AttributeValue.fromS("prod")))));

        assertThat(registry().account(ACCOUNT)).contains(account("prod"));
    }

    @Test
    void extendsAListAsAList() {
        readsListsAsWellAsSets();

        assertThat(registry().extend(account("prod"), account("prod", "sandbox")))
                .isTrue();

        assertThat(stored(ACCOUNT).get("groups").hasL()).isTrue();
        assertThat(registry().account(ACCOUNT)).contains(account("prod", "sandbox"));
    }

    @Test
    void reportsAttributesOfEveryOtherType() {
        Map<String, AttributeValue> others = Map.of(
                "900000000001", AttributeValue.fromN("1"),
                "900000000002", AttributeValue.fromBool(true),
                "900000000003", AttributeValue.fromNul(true),
                "900000000004", AttributeValue.fromNs(List.of("1")),
                "900000000005", AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
                "900000000006", AttributeValue.fromM(Map.of()));
        others.forEach((id, groups) -> put(Map.of(
                "accountId", AttributeValue.fromS(id), "status", AttributeValue.fromS("ACTIVE"), "groups", groups)));

        RegistrySnapshot snapshot = RegistrySnapshot.read(registry());

        assertThat(snapshot.accounts()).isEmpty();
        assertThat(snapshot.badRows()).hasSize(6).allMatch(row -> row.groups().isEmpty());
    }

    @Test
    void namesTheTableThatCannotBeRead() {
        AccountRegistry nowhere = new DynamoAccountRegistry(client, "Nowhere", Deadline.none());

        assertThatThrownBy(() -> nowhere.rows(Optional.empty()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Nowhere");
        assertThatThrownBy(() -> nowhere.account(ACCOUNT)).isInstanceOf(StorageException.class);
    }

    private static RegisteredAccount account(String... groups) {
        return RegisteredAccount.of(
                ACCOUNT,
                AccountStatus.ACTIVE,
                Arrays.stream(groups).map(Group::new).collect(Collectors.toSet()),
                Optional.empty());
    }

    private void put(Map<String, AttributeValue> item) {
        client.putItem(put -> put.tableName(table).item(item));
    }

    private Map<String, AttributeValue> stored(AccountId account) {
        return client.getItem(
                        get -> get.tableName(table).key(Map.of("accountId", AttributeValue.fromS(account.value()))))
                .item();
    }
}
