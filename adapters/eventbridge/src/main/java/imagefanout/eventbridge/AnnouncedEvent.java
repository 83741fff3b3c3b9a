package imagefanout.eventbridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.announce.Announcement;
import imagefanout.model.approval.Approval;
import imagefanout.model.catalog.Hold;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Counts;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncTrigger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An announcement in the form that consumers receive. {@code events/announcements} has a JSON Schema and a sample of each.
 *
 * @param detail at most some 60 KB, whatever is announced: lists are cut, and say how many more there are
 */
record AnnouncedEvent(String detailType, ObjectNode detail) {
    static final String SOURCE = "image-fanout";

    private static final int MAX_ACCOUNTS = 1000;
    private static final int MAX_REASON = 300;
    private static final int MAX_REASONS = 20;

    static AnnouncedEvent of(Announcement announcement) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("changeId", announcement.changeId());
        if (announcement instanceof Announcement.LatestChanged changed) {
            return new AnnouncedEvent("Latest AMI Changed", latest(detail, changed));
        }
        if (announcement instanceof Announcement.FanOutEnded ended) {
            String end = ended.isComplete() ? "Complete" : "Incomplete";
            return new AnnouncedEvent("Image Fan-Out " + end, ended(detail, ended));
        }
        if (announcement instanceof Announcement.BuildHeld held) {
            return new AnnouncedEvent("Build Held", hold(build(detail, held.lineage(), held.build()), held.hold()));
        }
        if (announcement instanceof Announcement.BuildReleased released) {
            return new AnnouncedEvent("Build Released", released(detail, released));
        }
        if (announcement instanceof Announcement.BuildPromoted promoted) {
            return new AnnouncedEvent("Build Promoted", promotion(detail, promoted));
        }
        if (announcement instanceof Announcement.TargetAccountsChanged changed) {
            return new AnnouncedEvent("Target Accounts Changed", targets(detail, changed.change()));
        }
        return new AnnouncedEvent("Plan Held", plan(detail, (Announcement.PlanHeld) announcement));
    }

    private static ObjectNode latest(ObjectNode detail, Announcement.LatestChanged changed) {
        lineage(detail.put("sequence", changed.sequence()), changed.lineage())
                .put("channel", changed.channel())
                .put("accountId", changed.account().value())
                .put("cause", changed.cause().name())
                .put("imageArn", changed.build().toString());
        ObjectNode amis = detail.putObject("amis");
        changed.amis().forEach((region, ami) -> amis.putObject(region.value())
                .put("amiId", ami.ami().value())
                .put("access", ami.access().name())
                .put("imageArn", ami.build().toString()));
        ArrayNode regions = detail.putArray("changedRegions");
        changed.previous().forEach((region, ami) -> regions.addObject()
                .put("region", region.value())
                .put("previousAmiId", ami.map(Object::toString).orElse(null)));
        return detail.put(
                "path",
                (changed.lineage() instanceof PipelineArn ? "/v1/pipelines/" : "/v1/images/")
                        + encoded(changed.lineage().name()) + "/latest?account=" + changed.account()
                        + (changed.channel().equals(ChannelName.LATEST) ? "" : "&channel=" + changed.channel()));
    }

    private static ObjectNode ended(ObjectNode detail, Announcement.FanOutEnded ended) {
        build(detail, ended.lineage(), ended.build()).put("state", ended.state().name());
        counts(detail.putObject("counts"), ended.counts());
        ArrayNode gaps = detail.putArray("gaps");
        ended.gaps().forEach(gap -> gaps.addObject()
                .put("region", gap.region().value())
                .put("accountId", gap.account().value())
                .put("reason", gap.reason().map(AnnouncedEvent::shortened).orElse(null)));
        return detail.put("moreGaps", Math.max(0, ended.counts().missing() - gaps.size()));
    }

    private static void counts(ObjectNode json, Counts counts) {
        json.put("expected", counts.expected())
                .put("recorded", counts.recorded())
                .put("missing", counts.missing())
                .put("unexpected", counts.unexpected());
    }

    private static ObjectNode build(ObjectNode detail, Lineage lineage, ImageBuildArn build) {
        return lineage(detail, lineage)
                .put("imageArn", build.toString())
                .put("version", build.version().toString())
                .put("path", "/v1/images/" + encoded(build.name()) + "/" + build.version() + "/" + build.build());
    }

    private static ObjectNode lineage(ObjectNode detail, Lineage lineage) {
        return detail.put("pipelineArn", lineage instanceof PipelineArn ? lineage.toString() : null)
                .put("name", lineage.name());
    }

    private static ObjectNode hold(ObjectNode detail, Hold hold) {
        return detail.set("hold", act(hold.reason(), hold.by(), hold.at()));
    }

    private static ObjectNode released(ObjectNode detail, Announcement.BuildReleased released) {
        hold(build(detail, released.lineage(), released.build()), released.hold());
        return detail.set(
                "release",
                released.release()
                        .map(release -> act(release.reason(), release.by(), release.at()))
                        .orElse(null));
    }

    private static ObjectNode act(String reason, String by, Instant at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reason", reason)
                .put("by", by)
                .put("at", at.toString());
    }

    private static ObjectNode promotion(ObjectNode detail, Announcement.BuildPromoted promoted) {
        ChannelChange change = promoted.change();
        return lineage(detail, promoted.pipeline())
                .put("channel", promoted.channel().value())
                .put("imageArn", change.build().map(Object::toString).orElse(null))
                .put("reason", change.reason())
                .put("by", change.by())
                .put("at", change.at().toString())
                .put("byRule", change.isByRule())
                .put(
                        "path",
                        "/v1/pipelines/" + encoded(promoted.pipeline().name()) + "/channels/" + promoted.channel());
    }

    private static ObjectNode targets(ObjectNode detail, Change change) {
        SortedSet<AccountId> added = new TreeSet<>();
        SortedSet<AccountId> removed = new TreeSet<>();
        ArrayNode regions = JsonNodeFactory.instance.arrayNode();
        change.regions().values().forEach(region -> {
            added.addAll(region.added());
            removed.addAll(region.removed());
            regions.addObject()
                    .put("region", region.region().value())
                    .put("added", region.added().size())
                    .put("removed", region.removed().size())
                    .put("ssmParametersAdded", region.parameters().added().size())
                    .put("ssmParametersRemoved", region.parameters().removed().size());
        });
        detail.put("distributionConfigurationArn", change.configuration().toString())
                .put("outcome", change.outcome().name())
                .put("at", change.at().toString())
                .put("plan", change.plan().hex());
        trigger(detail, change.trigger());
        detail.set("approval", change.approval().map(AnnouncedEvent::approval).orElse(null));
        accounts(detail, "added", added);
        accounts(detail, "removed", removed);
        return detail.set("regions", regions);
    }

    private static ObjectNode plan(ObjectNode detail, Announcement.PlanHeld held) {
        SyncState state = held.state();
        detail.put("distributionConfigurationArn", state.configuration().toString())
                .put("name", state.name())
                .put("plan", state.approvalDigest().map(Object::toString).orElse(null))
                .put("at", state.checkedAt().toString());
        trigger(detail, state.trigger());
        accounts(detail, "removals", held.held().removals());
        accounts(detail, "additions", held.held().additions());
        ArrayNode reasons = detail.putArray("reasons");
        state.reasons().stream()
                .limit(MAX_REASONS)
                .map(AnnouncedEvent::shortened)
                .forEach(reasons::add);
        return detail;
    }

    private static void trigger(ObjectNode detail, SyncTrigger trigger) {
        detail.putObject("trigger").put("kind", trigger.kind().name()).put("detail", trigger.detail());
    }

    private static ObjectNode approval(Approval approval) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("by", approval.by())
                .put("reason", approval.reason())
                .put("at", approval.at().toString());
    }

    private static void accounts(ObjectNode detail, String name, Collection<AccountId> accounts) {
        ObjectNode list = detail.putObject(name);
        ArrayNode ids = list.putArray("accountIds");
        accounts.stream().limit(MAX_ACCOUNTS).forEach(account -> ids.add(account.value()));
        list.put("more", accounts.size() - ids.size());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…";
    }
}
