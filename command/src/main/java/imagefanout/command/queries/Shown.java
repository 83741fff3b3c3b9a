package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.Tint;
import java.util.ArrayList;
import java.util.List;

/** Members of the API's answers as people read them. */
public final class Shown {
    private Shown() {}

    /** {@code golden-linux/1.0.0/2}; a dash for null. */
    public static String build(JsonNode imageArn) {
        return imageArn.isTextual() ? imageArn.asText().replaceFirst(".*:image/", "") : "-";
    }

    /** The last part of an ARN. */
    public static String lastPart(JsonNode arn) {
        return arn.asText().replaceFirst(".*/", "");
    }

    /** {@code 2026-01-05 10:02}, in UTC; a dash for null. */
    public static String time(JsonNode time) {
        return time.isTextual() ? time.asText().replaceFirst("T(\\d\\d:\\d\\d).*", " $1") : "-";
    }

    /** The text; a dash for null. */
    public static String text(JsonNode text) {
        return text.isMissingNode() || text.isNull() ? "-" : text.asText();
    }

    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** {@code 1 AMI}, {@code 2 AMIs}. */
    public static String count(int number, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number + " " + (number == 1 ? noun : plural);
    }

    /** {@code 8 of 9 AMIs}. */
    static String counts(JsonNode counts) {
        return counts.path("recorded").asInt() + " of "
                + count(counts.path("expected").asInt(), "AMI");
    }

    /** Adds how old the answer's data is. */
    static Printout age(Printout printout, JsonNode answer) {
        String reconciled = answer.path("lastReconciledAt").isTextual()
                ? "last full reconcile " + time(answer.path("lastReconciledAt"))
                : "no full reconcile yet";
        return printout.line(
                Tint.FAINT, "Data as of " + time(answer.path("recordedAt")) + "; " + reconciled + " (UTC)");
    }

    /** Adds a line for each build on hold that would be offered otherwise. */
    static void holds(Printout printout, JsonNode answer) {
        for (JsonNode build : answer.path("heldBuilds")) {
            printout.line(Tint.WAITING, build(build.path("imageArn")) + " is on hold: " + hold(build.path("hold")));
        }
    }

    /** Why, by whom and since when. */
    static String hold(JsonNode hold) {
        return hold.path("reason").asText() + " (" + hold.path("by").asText() + ", " + time(hold.path("at")) + ")";
    }

    /** How far behind; empty if it is not. */
    static String behind(JsonNode behind) {
        int builds = behind.path("builds").asInt();
        if (behind.isNull() || behind.isMissingNode() || builds == 0) {
            return "";
        }
        String days =
                behind.path("days").isInt() ? ", " + count(behind.path("days").asInt(), "day") : "";
        return (behind.path("atLeast").asBoolean() ? "at least " : "") + count(builds, "build") + days + " behind";
    }
}
