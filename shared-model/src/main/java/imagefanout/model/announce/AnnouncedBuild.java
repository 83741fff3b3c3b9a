package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was announced last about a build. {@link #toString()} gives the text that {@link #parse} reads.
 *
 * @param version of the recorded snapshot
 * @param ended the hold that ended, if that is news
 * @param release who ended it, if that is known
 */
record AnnouncedBuild(
        String version,
        ImageState state,
        Instant createdAt,
        Counts counts,
        Optional<Hold> hold,
        Optional<Hold> ended,
        Optional<Release> release,
        Set<News> news) {
    private static final int FIELDS = 16;
    private static final List<String> NONE = List.of("", "", "");

    /** What was new about the build. */
    enum News {
        ENDED,
        HELD,
        RELEASED
    }

    AnnouncedBuild {
        requireNonNull(version, "version");
        news = Set.copyOf(news);
    }

    /**
     * What is new since {@code known}.
     *
     * @param holds the newest holds of the build
     */
    static AnnouncedBuild after(Optional<AnnouncedBuild> known, RecordedBuild now, List<HeldPeriod> holds) {
        Optional<AnnouncedBuild> same =
                known.filter(build -> build.createdAt.equals(now.build().createdAt()));
        Optional<Hold> before = same.flatMap(AnnouncedBuild::hold);
        Optional<Hold> released = now.hold().isPresent() ? Optional.empty() : before;
        // A hold that ended before the one that was announced is not the one that ended now.
        Optional<HeldPeriod> period = released.flatMap(hold -> holds.stream()
                .filter(held -> held.release().isPresent() && !held.hold().at().isBefore(hold.at()))
                .findFirst());
        Set<News> news = EnumSet.noneOf(News.class);
        if (hasEnded(now) && same.filter(build -> build.hasSameEnd(now)).isEmpty()) {
            news.add(News.ENDED);
        }
        if (now.hold().isPresent() && !now.hold().equals(before)) {
            news.add(News.HELD);
        }
        if (released.isPresent()) {
            news.add(News.RELEASED);
        }
        return new AnnouncedBuild(
                now.version().toString(),
                now.build().state(),
                now.build().createdAt(),
                now.counts(),
                now.hold(),
                period.map(HeldPeriod::hold).or(() -> released),
                period.flatMap(HeldPeriod::release),
                news);
    }

    private static boolean hasEnded(RecordedBuild now) {
        return now.build().state() == ImageState.AVAILABLE || now.build().state() == ImageState.FAILED;
    }

    private boolean hasSameEnd(RecordedBuild now) {
        return state == now.build().state() && counts.equals(now.counts());
    }

    /** Whether the build is recorded as it was announced. */
    boolean isOf(RecordedBuild now) {
        return version.equals(now.version().toString()) && state == now.build().state() && hold.equals(now.hold());
    }

    /** @throws MalformedException when the text is none of {@link #toString()} */
    static AnnouncedBuild parse(String text) {
        List<String> fields = TextFields.split(text, FIELDS);
        return new AnnouncedBuild(
                fields.get(0),
                ImageState.parse(fields.get(1)),
                Instant.parse(fields.get(2)),
                new Counts(number(fields.get(3)), number(fields.get(4)), number(fields.get(5))),
                parsed(fields.subList(6, 9), Hold::new),
                parsed(fields.subList(9, 12), Hold::new),
                parsed(fields.subList(12, 15), Release::new),
                Stream.of(fields.get(15).split(" "))
                        .filter(name -> !name.isEmpty())
                        .map(News::valueOf)
                        .collect(Collectors.toSet()));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static <T> Optional<T> parsed(List<String> fields, Act<T> act) {
        return fields.equals(NONE)
                ? Optional.empty()
                : Optional.of(act.of(fields.get(0), fields.get(1), Instant.parse(fields.get(2))));
    }

    /** A hold or a release. */
    private interface Act<T> {
        T of(String reason, String by, Instant at);
    }

    @Override
    public String toString() {
        return TextFields.join(Stream.of(
                        Stream.of(version, state, createdAt, counts.expected(), counts.recorded(), counts.unexpected()),
                        fields(hold.map(it -> List.of(it.reason(), it.by(), it.at()))),
                        fields(ended.map(it -> List.of(it.reason(), it.by(), it.at()))),
                        fields(release.map(it -> List.of(it.reason(), it.by(), it.at()))),
                        Stream.of(news.stream().sorted().map(News::name).collect(Collectors.joining(" "))))
                .flatMap(fields -> fields));
    }

    private static Stream<?> fields(Optional<? extends List<?>> act) {
        return act.<List<?>>map(fields -> fields).orElse(NONE).stream();
    }
}
