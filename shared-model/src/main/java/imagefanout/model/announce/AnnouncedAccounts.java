package imagefanout.model.announce;

import imagefanout.model.MalformedException;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.answers.Access;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of what was announced last to a part of the accounts of one lineage and channel: a line of Regions, a line of builds,
 * then a line for each account.
 */
final class AnnouncedAccounts {
    private static final int FIELDS = 6;

    private AnnouncedAccounts() {}

    /** @throws MalformedException when the text is none of {@link #format} */
    static List<LatestChanged> parse(Lineage lineage, String channel, String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 2) {
            throw new MalformedException("a line of Regions and a line of builds", text);
        }
        List<Region> regions = list(lines[0], Region::new);
        List<ImageBuildArn> builds = list(lines[1], ImageBuildArn::parse);
        List<LatestChanged> changes = new ArrayList<>();
        for (String line : List.of(lines).subList(2, lines.length)) {
            List<String> fields = TextFields.split(line, FIELDS);
            changes.add(new LatestChanged(
                    Long.parseLong(fields.get(1)),
                    lineage,
                    channel,
                    new AccountId(fields.get(0)),
                    amis(fields.get(4), regions, builds),
                    previous(fields.get(5), regions),
                    ChangeCause.valueOf(fields.get(2)),
                    builds.get(Integer.parseInt(fields.get(3)))));
        }
        return changes;
    }

    private static SortedMap<Region, AnnouncedAmi> amis(
            String field, List<Region> regions, List<ImageBuildArn> builds) {
        SortedMap<Region, AnnouncedAmi> amis = new TreeMap<>();
        for (String word : words(field)) {
            String[] parts = word.split(":");
            amis.put(
                    regions.get(Integer.parseInt(parts[0])),
                    new AnnouncedAmi(
                            new AmiId("ami-" + parts[2]),
                            parts[1].charAt(0) == 'o' ? Access.OWNED : Access.SHARED,
                            builds.get(Integer.parseInt(parts[1].substring(1)))));
        }
        return amis;
    }

    private static SortedMap<Region, Optional<AmiId>> previous(String field, List<Region> regions) {
        SortedMap<Region, Optional<AmiId>> previous = new TreeMap<>();
        for (String word : words(field)) {
            String[] parts = word.split(":", -1);
            previous.put(
                    regions.get(Integer.parseInt(parts[0])),
                    Optional.of(parts[1]).filter(hex -> !hex.isEmpty()).map(hex -> new AmiId("ami-" + hex)));
        }
        return previous;
    }

    private static <T> List<T> list(String line, Function<String, T> parse) {
        return words(line).stream().map(parse).toList();
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    static String format(List<LatestChanged> changes) {
        List<Region> regions = distinct(changes.stream()
                .flatMap(
                        change -> Stream.concat(change.amis().keySet().stream(), change.previous().keySet().stream())));
        List<ImageBuildArn> builds = distinct(changes.stream()
                .flatMap(change -> Stream.concat(
                        Stream.of(change.build()),
                        change.amis().values().stream().map(AnnouncedAmi::build))));
        Stream<String> lines = changes.stream().map(change -> line(change, regions, builds));
        return Stream.concat(Stream.of(joined(regions.stream()), joined(builds.stream())), lines)
                .collect(Collectors.joining("\n"));
    }

    private static String line(LatestChanged change, List<Region> regions, List<ImageBuildArn> builds) {
        Stream<String> amis = change.amis().entrySet().stream()
                .map(ami -> regions.indexOf(ami.getKey()) + ":"
                        + (ami.getValue().access() == Access.OWNED ? "o" : "s")
                        + builds.indexOf(ami.getValue().build()) + ":"
                        + hex(ami.getValue().ami()));
        Stream<String> previous = change.previous().entrySet().stream()
                .map(ami -> regions.indexOf(ami.getKey()) + ":"
                        + ami.getValue().map(AnnouncedAccounts::hex).orElse(""));
        return TextFields.join(Stream.of(
                change.account(),
                change.sequence(),
                change.cause(),
                builds.indexOf(change.build()),
                joined(amis),
                joined(previous)));
    }

    private static <T> List<T> distinct(Stream<T> values) {
        return values.distinct().sorted().toList();
    }

    private static String joined(Stream<?> words) {
        return words.map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String hex(AmiId ami) {
        return ami.value().substring("ami-".length());
    }
}
