package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.ApiReply;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why one account has the AMI of one pipeline in one Region, or none: from coverage and latest. */
final class GapStory {
    private final String account;
    private final String region;
    private final JsonNode coverage;
    private final ApiReply latest;
    private final List<String> sentences = new ArrayList<>();
    private boolean missing;

    GapStory(AccountId account, Region region, JsonNode coverage, ApiReply latest) {
        this.account = account.value();
        this.region = region.value();
        this.coverage = coverage;
        this.latest = latest;
        newestBuild();
        inUse();
        holds();
        nextBuild();
    }

    String lineage() {
        return Shown.lastPart(coverage.has("pipelineArn") ? coverage.path("pipelineArn") : coverage.path("imageArn"));
    }

    String title() {
        return lineage() + " for " + account + name() + " in " + region;
    }

    String build() {
        return Shown.build(coverage.at("/image/imageArn"));
    }

    boolean isMissing() {
        return missing;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    private String name() {
        return accountCoverage()
                .map(found -> found.path("name"))
                .filter(JsonNode::isTextual)
                .map(name -> " (" + name.asText() + ")")
                .orElse("");
    }

    private Optional<JsonNode> accountCoverage() {
        return in(coverage.path("accounts"), "accountId", account);
    }

    private static Optional<JsonNode> in(JsonNode list, String member, String value) {
        for (JsonNode item : list) {
            if (item.path(member).asText().equals(value)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private void newestBuild() {
        JsonNode image = coverage.path("image");
        sentences.add("The newest finished build is " + build() + ": "
                + image.path("state").asText() + ", created " + Shown.time(image.path("createdAt")) + ", "
                + Shown.counts(coverage) + ".");
        Optional<JsonNode> gap = gap();
        JsonNode place = in(coverage.path("regions"), "region", region).orElse(coverage.path("none"));
        if (gap.isPresent()) {
            missing = true;
            sentences.add("It has no AMI for this account here. "
                    + (gap.get().path("reason").isTextual()
                            ? "Image Builder's reason: "
                                    + gap.get().path("reason").asText()
                            : "Image Builder gives no reason."));
        } else if (Shown.texts(place.path("accountIds")).contains(account)) {
            sentences.add("It has an AMI for this account here.");
        } else if (Shown.texts(place.path("sharedAccountIds")).contains(account)) {
            sentences.add("The account has no copy here and may launch the owner's AMI.");
        } else if (place.isMissingNode()) {
            sentences.add("Its distribution settings do not name this Region.");
        } else {
            sentences.add("Its distribution settings do not name this account for this Region.");
        }
        if (place.path("sharingFailure").isTextual()) {
            sentences.add("The launch permission here is not in force: "
                    + place.path("sharingFailure").asText());
        }
    }

    private Optional<JsonNode> gap() {
        for (JsonNode gap : coverage.path("gaps")) {
            if (gap.path("accountId").asText().equals(account)
                    && gap.path("region").asText().equals(region)) {
                return Optional.of(gap);
            }
        }
        return Optional.empty();
    }

    private void inUse() {
        Optional<JsonNode> found = latest.found();
        if (found.isEmpty()) {
            sentences.add("No AMI is offered to it: " + latest.problem());
            return;
        }
        JsonNode item = found.get().at("/items/0");
        boolean current = Shown.build(item.path("imageArn")).equals(build());
        String behind = accountCoverage()
                .map(account -> Shown.behind(account.path("behind")))
                .orElse("");
        sentences.add((current ? "The AMI to use is " : "The AMI to use meanwhile is ")
                + item.path("amiId").asText() + " of "
                + Shown.build(item.path("imageArn"))
                + (item.path("access").asText().equals("SHARED") ? ", which is shared with it" : "") + "."
                + (current || behind.isEmpty() ? "" : " The account is " + behind + "."));
    }

    private void holds() {
        for (JsonNode build : coverage.path("heldBuilds")) {
            sentences.add(Shown.build(build.path("imageArn")) + " is on hold: " + Shown.hold(build.path("hold")) + ".");
        }
    }

    private void nextBuild() {
        JsonNode next = coverage.path("nextConfiguration");
        String configuration = Shown.lastPart(next.path("distributionConfigurationArn"));
        Optional<JsonNode> waiting = in(coverage.path("awaitingNextBuild"), "accountId", account);
        boolean reaches = waiting.filter(
                        found -> Shown.texts(found.path("regions")).contains(region))
                .isPresent();
        if (reaches) {
            sentences.add(
                    "The next build will reach it: the configuration " + configuration + " gives it this Region.");
        } else if (next.isObject() && !next.path("status").asText().equals("IN_SYNC")) {
            sentences.add("The configuration " + configuration + " is "
                    + next.path("status").asText() + ": image-fanout sync status says why.");
        }
        if (missing) {
            sentences.add("To get the AMI: mend the reason, then retry the build (aws imagebuilder retry-image"
                    + " --image-build-version-arn "
                    + coverage.at("/image/imageArn").asText() + ") or start the next one.");
        } else if (!next.isObject() && gap().isEmpty() && latest.found().isEmpty()) {
            sentences.add(
                    "The pipeline's distribution configuration is not managed by the registry: name the account in it,"
                            + " or tag it with image-fanout:groups.");
        }
    }
}
