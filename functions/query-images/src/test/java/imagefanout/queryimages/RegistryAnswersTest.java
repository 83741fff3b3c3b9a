package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.WrittenValue;
import imagefanout.queryimages.http.ApiRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryAnswersTest {
    private static final Map<String, String> CSV = Map.of("accept", "text/csv");
    private static final String IMPORTED = "111111111111";
    private static final String MANUAL = "222222222222";
    private static final String SUSPENDED = "333333333333";
    private static final String MISSPELLED = "44444444444x";
    private static final String WITHOUT_GROUPS = "555555555555";

    private final TestApi api = new TestApi();

    @BeforeEach
    void fillTheRegistry() {
        row(IMPORTED, "ACTIVE", "name", text("=SUM(A1)"), "managedBy", text(RegistryRow.ORGANIZATIONS));
        row(MANUAL, "ACTIVE", "name", text("a \"b\", c"), "regions", texts("eu-west-1"));
        row(SUSPENDED, "SUSPENDED", "groups", texts("sandbox"), "updatedAt", new WrittenValue.Other("a number"));
        row(MISSPELLED, "ACTIVE");
        row(WITHOUT_GROUPS, "ACTIVE", "groups", text("prod"));
    }

    @Test
    void listsEveryRowWithItsSourceAndWhatIsWrongWithIt() {
        JsonNode items = list("").at("/items");

        assertThat(ids(items)).hasSize(5).endsWith(IMPORTED, MANUAL, SUSPENDED).contains(MISSPELLED, WITHOUT_GROUPS);
        assertThat(items.get(2).at("/source").asText()).isEqualTo("ORGANIZATIONS");
        assertThat(items.get(2).at("/regions").isNull()).isTrue();
        assertThat(items.get(3).at("/source").asText()).isEqualTo("MANUAL");
        assertThat(items.get(3).at("/regions/0").asText()).isEqualTo("eu-west-1");
        assertThat(items.get(4).at("/warnings/0").asText()).startsWith("updatedAt");
        for (JsonNode bad : List.of(items.get(0), items.get(1))) {
            assertThat(bad.at("/problems")).isNotEmpty();
            assertThat(bad.at("/status").isNull()).isTrue();
            assertThat(bad.at("/source").isNull()).isTrue();
        }
    }

    @Test
    void filtersByEachAttribute() {
        assertThat(ids(list("?status=SUSPENDED").at("/items"))).containsExactly(SUSPENDED);
        assertThat(ids(list("?source=ORGANIZATIONS").at("/items"))).containsExactly(IMPORTED);
        assertThat(ids(list("?source=MANUAL").at("/items"))).containsExactly(MANUAL, SUSPENDED);
        assertThat(ids(list("?region=us-east-1").at("/items"))).containsExactly(IMPORTED, SUSPENDED);
        assertThat(ids(list("?problems=false").at("/items"))).containsExactly(IMPORTED, MANUAL);
        assertThat(ids(list("?problems=true").at("/items")))
                .containsExactlyInAnyOrder(MISSPELLED, WITHOUT_GROUPS, SUSPENDED);
        assertThat(ids(list("?group=prod&status=ACTIVE").at("/items"))).containsExactly(IMPORTED, MANUAL);
        assertThat(api.get("/v1/accounts?status=Active").status()).isEqualTo(400);
        assertThat(api.get("/v1/accounts?problems=yes").status()).isEqualTo(400);
        assertThat(api.get("/v1/accounts?source=people").status()).isEqualTo(400);
        assertThat(api.get("/v1/accounts?group=a%20b").status()).isEqualTo(400);
    }

    @Test
    void listsABadRowUnderEachGroupThatItMayHave() {
        assertThat(ids(list("?group=sandbox").at("/items"))).containsExactly(WITHOUT_GROUPS, SUSPENDED);
        assertThat(ids(list("?group=prod").at("/items")))
                .containsExactlyInAnyOrder(MISSPELLED, WITHOUT_GROUPS, IMPORTED, MANUAL);
    }

    @Test
    void pagesThroughEveryRowOnceWhileAccountsAreAdded() {
        IntStream.range(0, 30).forEach(i -> row(String.format("7%011d", i), "ACTIVE"));
        row("x".repeat(2_000), "ACTIVE");
        List<String> walked = new ArrayList<>();

        String next = "";
        do {
            JsonNode page = list("?limit=7" + next);
            walked.addAll(ids(page.at("/items")));
            next = page.at("/nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.at("/nextCursor").asText();
            row(String.format("0%011d", walked.size()), "ACTIVE");
        } while (!next.isEmpty());

        assertThat(walked).doesNotHaveDuplicates().hasSize(36);
    }

    @Test
    void answersATableOfAllRowsThatNoSpreadsheetRuns() {
        TestApi.Response table = api.get("/v1/accounts?problems=false&limit=1", CSV);

        assertThat(table.headers())
                .containsEntry("content-type", "text/csv; charset=utf-8; header=present")
                .containsEntry("vary", "accept");
        assertThat(table.body())
                .isEqualTo(
                        "accountId,name,status,groups,regions,source,organizationalUnitArns,updatedAt,problems,warnings\r\n"
                                + "111111111111,'=SUM(A1),ACTIVE,prod,,ORGANIZATIONS,,,,\r\n"
                                + "222222222222,\"a \"\"b\"\", c\",ACTIVE,prod,eu-west-1,MANUAL,,,,\r\n");
    }

    @Test
    void refusesATableThatIsTooLongForOneAnswer() {
        IntStream.range(0, 3_000)
                .forEach(i -> row(String.format("7%011d", i), "ACTIVE", "name", text("n".repeat(1_500))));

        TestApi.Response table = api.get("/v1/accounts", CSV);
        TestApi.Response narrower = api.get("/v1/accounts?status=SUSPENDED", CSV);

        assertThat(table.status()).isEqualTo(400);
        assertThat(table.text("/detail")).contains("3005 rows");
        assertThat(narrower.status()).isEqualTo(200);
    }

    private JsonNode list(String query) {
        TestApi.Response response = api.get("/v1/accounts" + query);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(new OpenApiContract().faults(ApiRoute.LIST_ACCOUNTS, response))
                .isEmpty();
        return response.json();
    }

    private static List<String> ids(JsonNode items) {
        List<String> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.at("/accountId").asText()));
        return ids;
    }

    private void row(String id, String status, Object... more) {
        Map<String, WrittenValue> row =
                new HashMap<>(Map.of("accountId", text(id), "status", text(status), "groups", texts("prod")));
        for (int i = 0; i < more.length; i += 2) {
            row.put((String) more[i], (WrittenValue) more[i + 1]);
        }
        api.registry.write(row);
    }

    private static WrittenValue text(String text) {
        return new WrittenValue.Text(text);
    }

    private static WrittenValue texts(String... texts) {
        return new WrittenValue.Texts(List.of(texts));
    }
}
