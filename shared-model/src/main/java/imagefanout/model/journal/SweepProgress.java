package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.listing.PageToken;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a sweep is. It may take several invocations, which go through the Regions in the order of their codes.
 *
 * @param region the current Region; empty at the start
 * @param page where the current list of the Region continues; empty at its start
 * @param last the recorded lineage of the Region that was done last
 * @param isListComplete whether the list of all builds has shown every build so far that is known to exist
 * @param hasFailed whether a list of a whole Region could not be read
 */
public record SweepProgress(
        SweepKind kind,
        Instant startedAt,
        Optional<Region> region,
        SweepStage stage,
        Optional<PageToken> page,
        Optional<Lineage> last,
        boolean isListComplete,
        boolean hasFailed) {
    public SweepProgress {
        requireNonNull(kind, "kind");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(region, "region");
        requireNonNull(stage, "stage");
        requireNonNull(page, "page");
        requireNonNull(last, "last");
    }

    public static SweepProgress start(SweepKind kind, Instant now) {
        return new SweepProgress(
                kind, now, Optional.empty(), SweepStage.ALL_BUILDS, Optional.empty(), Optional.empty(), true, false);
    }

    public boolean isPast(Region other) {
        return region.filter(current -> current.compareTo(other) > 0).isPresent();
    }

    public boolean isIn(Region other) {
        return region.filter(other::equals).isPresent();
    }

    public boolean isDone(Lineage lineage) {
        return last.filter(done -> Lineage.BY_ARN.compare(lineage, done) <= 0).isPresent();
    }

    public SweepProgress enter(Region next) {
        SweepStage first = kind == SweepKind.EVERYTHING ? SweepStage.ALL_BUILDS : SweepStage.PIPELINES;
        return new SweepProgress(
                kind, startedAt, Optional.of(next), first, Optional.empty(), Optional.empty(), true, hasFailed);
    }

    public SweepProgress at(SweepStage next) {
        return new SweepProgress(
                kind, startedAt, region, next, Optional.empty(), Optional.empty(), isListComplete, hasFailed);
    }

    public SweepProgress at(Optional<PageToken> next) {
        return new SweepProgress(kind, startedAt, region, stage, next, last, isListComplete, hasFailed);
    }

    public SweepProgress after(Lineage lineage) {
        return new SweepProgress(kind, startedAt, region, stage, page, Optional.of(lineage), isListComplete, hasFailed);
    }

    public SweepProgress withoutCompleteList() {
        return new SweepProgress(kind, startedAt, region, stage, page, last, false, hasFailed);
    }

    public SweepProgress withFailure() {
        return new SweepProgress(kind, startedAt, region, stage, page, last, isListComplete, true);
    }
}
