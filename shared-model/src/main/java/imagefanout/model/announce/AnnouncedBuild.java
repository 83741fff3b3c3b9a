package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
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
 * @param released the hold that ended, if that is news
 */
record AnnouncedBuild(
        String version,
        ImageState state,
        Instant createdAt,
        Counts counts,
        Optional<Hold> hold,
        Optional<Hold> released,
        Set<News> news) {
    private static final int FIELDS = 13;
    private static final List<String> NO_HOLD = List.of("", "", "");

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

    /** What is new since {@code known}. */
    static AnnouncedBuild after(Optional<AnnouncedBuild> known, RecordedBuild now) {
        Optional<AnnouncedBuild> same =
                known.filter(build -> build.createdAt.equals(now.build().createdAt()));
        Set<News> news = EnumSet.noneOf(News.class);
        ImageState state = now.build().state();
        boolean ended = state == ImageState.AVAILABLE || state == ImageState.FAILED;
        if (ended
                && same.filter(build -> build.state == state && build.counts.equals(now.counts()))
                        .isEmpty()) {
            news.add(News.ENDED);
        }
        Optional<Hold> before = same.flatMap(AnnouncedBuild::hold);
        if (now.hold().isPresent() && !now.hold().equals(before)) {
            news.add(News.HELD);
        }
        Optional<Hold> released = now.hold().isPresent() ? Optional.empty() : before;
        if (released.isPresent()) {
            news.add(News.RELEASED);
        }
        return new AnnouncedBuild(
                now.version().toString(), state, now.build().createdAt(), now.counts(), now.hold(), released, news);
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
                hold(fields.subList(6, 9)),
                hold(fields.subList(9, 12)),
                Stream.of(fields.get(12).split(" "))
                        .filter(name -> !name.isEmpty())
                        .map(News::valueOf)
                        .collect(Collectors.toSet()));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static Optional<Hold> hold(List<String> fields) {
        return fields.equals(NO_HOLD)
                ? Optional.empty()
                : Optional.of(new Hold(fields.get(0), fields.get(1), Instant.parse(fields.get(2))));
    }

    @Override
    public String toString() {
        return TextFields.join(Stream.of(
                        Stream.of(version, state, createdAt, counts.expected(), counts.recorded(), counts.unexpected()),
                        fields(hold),
                        fields(released),
                        Stream.of(news.stream().sorted().map(News::name).collect(Collectors.joining(" "))))
                .flatMap(fields -> fields));
    }

    private static Stream<?> fields(Optional<Hold> hold) {
        return hold.map(it -> List.<Object>of(it.reason(), it.by(), it.at())).orElse(List.copyOf(NO_HOLD)).stream();
    }
}
