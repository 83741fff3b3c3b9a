package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
import java.util.Map;
import java.util.TreeMap;

/** The names of accounts in the registry. */
final class AccountNames {
    private AccountNames() {}

    static Map<String, String> read(FleetApi api) {
        Map<String, String> names = new TreeMap<>();
        JsonNode accounts = api.all(new QueryString("/v1/accounts").with("limit", 1000));
        for (JsonNode account : accounts.path("items")) {
            names.put(account.path("accountId").asText(), account.path("name").asText(""));
        }
        return names;
    }
}
