package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Shows what the query API answers. */
final class FanOutView {
    private final QueryApi queries;
    private final Narrator narrator;

    FanOutView(QueryApi queries, Narrator narrator) {
        this.queries = queries;
        this.narrator = narrator;
    }

    /** A build's copies by account and Region, and below them the reason of each missing copy. */
    void matrix(String imageArn) throws IOException, InterruptedException {
        String path = "/v1/images/" + BuildProgress.path(imageArn);
        TreeSet<String> regions = new TreeSet<>();
        Map<String, Map<String, String>> cells = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        for (JsonNode copy : queries.get(path + "/amis?limit=1000").path("items")) {
            String region = copy.path("region").asText();
            String cell = copy.path("amiId").asText();
            if (copy.path("amiId").isNull()) {
                reasons.add(copy.path("reason").asText("no reason given"));
                cell = "@|red MISSING (" + reasons.size() + ")|@";
            }
            regions.add(region);
            cells.computeIfAbsent(copy.path("accountId").asText(), account -> new LinkedHashMap<>())
                    .put(region, cell);
        }
        List<String> heading = new ArrayList<>(List.of("account"));
        heading.addAll(regions);
        List<List<String>> rows = new ArrayList<>();
        cells.forEach((account, byRegion) -> {
            List<String> row = new ArrayList<>(List.of(account));
            regions.forEach(region -> row.add(byRegion.getOrDefault(region, "-")));
            rows.add(row);
        });
        counts(imageArn);
        narrator.table(heading, rows);
        for (int i = 0; i < reasons.size(); i++) {
            narrator.line("  (" + (i + 1) + ") " + reasons.get(i));
        }
    }

    /** A build's number of AMIs, which ends the line that shows its states. */
    void counts(String imageArn) throws IOException, InterruptedException {
        JsonNode image = queries.get("/v1/images/" + BuildProgress.path(imageArn));
        narrator.line(": " + image.at("/counts/recorded").asInt() + " of "
                + image.at("/counts/expected").asInt() + " AMIs");
    }

    /** A build's number of AMIs, and its AMI for one account in one Region. */
    void copy(String imageArn, String account, String region) throws IOException, InterruptedException {
        counts(imageArn);
        for (JsonNode copy : copies(imageArn, "&region=" + region + "&account=" + account)) {
            narrator.line("  " + account + " now has " + copy.path("amiId").asText() + " in " + region);
        }
    }

    /** A build's AMIs for one account. */
    void row(String imageArn, String account) throws IOException, InterruptedException {
        StringJoiner amis = new StringJoiner(", ");
        for (JsonNode copy : copies(imageArn, "&account=" + account)) {
            amis.add(copy.path("amiId").asText() + " in " + copy.path("region").asText());
        }
        narrator.line("  " + account + " has " + amis);
    }

    private JsonNode copies(String imageArn, String filter) throws IOException, InterruptedException {
        return queries.get("/v1/images/" + BuildProgress.path(imageArn) + "/amis?limit=1000" + filter)
                .path("items");
    }

    /** Waits until coverage lists the account: that is when the sync that added it has ended. */
    void awaiting(String newcomer) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(BuildProgress.TIME_LIMIT);
        JsonNode waiting = waiting();
        while (!waiting.findValuesAsText("accountId").contains(newcomer)) {
            BuildProgress.pause(deadline, "coverage does not list " + newcomer);
            waiting = waiting();
        }
        for (JsonNode account : waiting) {
            narrator.line("  coverage: " + account.path("accountId").asText() + " is awaiting the next build");
        }
    }

    /** The accounts that the next build will reach and the newest did not. */
    private JsonNode waiting() throws IOException, InterruptedException {
        return queries.get("/v1/pipelines/" + GoldenLinux.NAME + "/coverage").path("awaitingNextBuild");
    }

    /** Which builds the latest AMIs of all accounts in all Regions are from. */
    void latest(String why) throws IOException, InterruptedException {
        Map<String, Integer> amis = new TreeMap<>();
        TreeSet<String> accounts = new TreeSet<>(List.of(GoldenLinux.OWNER));
        GoldenLinux.TARGETS.values().forEach(accounts::addAll);
        for (String account : accounts) {
            String path = "/v1/pipelines/" + GoldenLinux.NAME + "/latest?account=" + account;
            for (JsonNode item : queries.get(path).path("items")) {
                amis.merge(BuildProgress.path(item.path("imageArn").asText()), 1, Integer::sum);
            }
        }
        StringJoiner builds = new StringJoiner(", ");
        amis.forEach((build, count) -> builds.add(count + " of " + build));
        narrator.line("  " + why + ": the latest AMIs of " + accounts.size() + " accounts are " + builds);
    }
}
