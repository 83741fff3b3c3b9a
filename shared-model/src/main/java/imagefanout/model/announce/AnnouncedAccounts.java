package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.answers.Access;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was announced last to a part of the accounts of one lineage and channel. {@link #toString()} gives the text that
 * {@link #parse} reads: a line of Regions, a line of builds, then a line for each account.
 */
record AnnouncedAccounts(SortedMap<AccountId, Entry> entries) {
    static final AnnouncedAccounts NONE = new AnnouncedAccounts(new TreeMap<>());

    private static final int FIELDS = 6;

    /**
     * The last announcement to one account.
     *
     * @param sequence the part's sequence number at that time
     * @param before the AMIs that were announced before, of the Regions that changed
     */
    record Entry(
            long sequence,
            ChangeCause cause,
            ImageBuildArn build,
            SortedMap<Region, AnnouncedAmi> now,
            SortedMap<Region, Optional<AmiId>> before) {
        Entry {
            requireNonNull(cause, "cause");
            requireNonNull(build, "build");
            now = Sorted.copyOf(now);
            before = Sorted.copyOf(before);
        }
    }

    AnnouncedAccounts {
        entries = Sorted.copyOf(entries);
    }

    /** The builds of the last announcement. */
    Set<ImageBuildArn> last() {
        long last = entries.values().stream().mapToLong(Entry::sequence).max().orElse(0);
        return entries.values().stream()
                .filter(entry -> entry.sequence() == last)
                .map(Entry::build)
                .collect(Collectors.toSet());
    }

    AnnouncedAccounts with(SortedMap<AccountId, Entry> changed) {
        SortedMap<AccountId, Entry> all = new TreeMap<>(entries);
        all.putAll(changed);
        return new AnnouncedAccounts(all);
    }

    /** @throws MalformedException when the text is none of {@link #toString()} */
    static AnnouncedAccounts parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 2) {
            throw new MalformedException("a line of Regions and a line of builds", text);
        }
        List<Region> regions = list(lines[0], Region::new);
        List<ImageBuildArn> builds = list(lines[1], ImageBuildArn::parse);
        SortedMap<AccountId, Entry> entries = new TreeMap<>();
        for (String line : List.of(lines).subList(2, lines.length)) {
            List<String> fields = TextFields.split(line, FIELDS);
            entries.put(
                    new AccountId(fields.get(0)),
                    new Entry(
                            Long.parseLong(fields.get(1)),
                            ChangeCause.valueOf(fields.get(2)),
                            builds.get(Integer.parseInt(fields.get(3))),
                            now(fields.get(4), regions, builds),
                            before(fields.get(5), regions)));
        }
        return new AnnouncedAccounts(entries);
    }

    private static SortedMap<Region, AnnouncedAmi> now(String field, List<Region> regions, List<ImageBuildArn> builds) {
        SortedMap<Region, AnnouncedAmi> now = new TreeMap<>();
        for (String word : words(field)) {
            String[] parts = word.split(":");
            now.put(
                    regions.get(Integer.parseInt(parts[0])),
                    new AnnouncedAmi(
                            new AmiId("ami-" + parts[2]),
                            parts[1].charAt(0) == 'o' ? Access.OWNED : Access.SHARED,
                            builds.get(Integer.parseInt(parts[1].substring(1)))));
        }
        return now;
    }

    private static SortedMap<Region, Optional<AmiId>> before(String field, List<Region> regions) {
        SortedMap<Region, Optional<AmiId>> before = new TreeMap<>();
        for (String word : words(field)) {
            String[] parts = word.split(":", -1);
            before.put(
                    regions.get(Integer.parseInt(parts[0])),
                    Optional.of(parts[1]).filter(hex -> !hex.isEmpty()).map(hex -> new AmiId("ami-" + hex)));
        }
        return before;
    }

    private static <T> List<T> list(String line, Function<String, T> parse) {
        return words(line).stream().map(parse).toList();
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    @Override
    public String toString() {
        List<Region> regions = entries.values().stream()
                .flatMap(entry -> Stream.concat(entry.now().keySet().stream(), entry.before().keySet().stream()))
                .distinct()
                .sorted()
                .toList();
        List<ImageBuildArn> builds = entries.values().stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(entry.build()), entry.now().values().stream().map(AnnouncedAmi::build)))
                .distinct()
                .sorted()
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(regions.stream().map(Region::value).collect(Collectors.joining(" ")));
        lines.add(builds.stream().map(ImageBuildArn::toString).collect(Collectors.joining(" ")));
        entries.forEach((account, entry) -> lines.add(TextFields.join(Stream.of(
                account,
                entry.sequence(),
                entry.cause(),
                builds.indexOf(entry.build()),
                entry.now().entrySet().stream()
                        .map(ami -> regions.indexOf(ami.getKey()) + ":"
                                + (ami.getValue().access() == Access.OWNED ? "o" : "s")
                                + builds.indexOf(ami.getValue().build()) + ":"
                                + hex(ami.getValue().ami()))
                        .collect(Collectors.joining(" ")),
                entry.before().entrySet().stream()
                        .map(ami -> regions.indexOf(ami.getKey()) + ":"
                                + ami.getValue().map(AnnouncedAccounts::hex).orElse(""))
                        .collect(Collectors.joining(" "))))));
        return String.join("\n", lines);
    }

    private static String hex(AmiId ami) {
        return ami.value().substring("ami-".length());
    }
}
