package imagefanout.benchmarks.recording;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A build for a number of accounts, the owner included, in each of a number of Regions.
 *
 * @param accounts at most 1,500, close to the quota of Image Builder in a Region
 */
public record MeasuredBuild(int regions, int accounts) {
    private static final String OWNER = "123456789012";
    private static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "eu-central-1",
            "eu-north-1",
            "eu-south-1",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ca-central-1",
            "sa-east-1",
            "me-central-1");

    /** From a small team to the largest known organization. */
    static final List<MeasuredBuild> FROM_SMALL_TO_LARGE = List.of(
            new MeasuredBuild(1, 5),
            new MeasuredBuild(5, 10),
            new MeasuredBuild(10, 50),
            new MeasuredBuild(20, 150),
            new MeasuredBuild(20, 1500));

    public MeasuredBuild {
        if (regions < 1 || regions > REGIONS.size() || accounts < 1 || accounts > 1500) {
            throw new IllegalArgumentException("Invalid build: " + regions + " Regions and " + accounts + " accounts");
        }
    }

    /** The build of {@link #FROM_SMALL_TO_LARGE} with this number of AMIs. */
    static MeasuredBuild of(int amis) {
        return FROM_SMALL_TO_LARGE.stream()
                .filter(build -> build.amis() == amis)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid number of AMIs " + amis + ": expected one of "
                        + FROM_SMALL_TO_LARGE.stream().map(MeasuredBuild::amis).toList()));
    }

    public int amis() {
        return regions * accounts;
    }

    /** The name of its pipeline, recipe, distribution configuration and image. */
    String name() {
        return "golden-" + amis();
    }

    String arn() {
        return "arn:aws:imagebuilder:us-east-1:" + OWNER + ":image/" + name() + "/1.0.0/1";
    }

    public List<String> regionCodes() {
        return REGIONS.subList(0, regions);
    }

    /** The owner comes first; the others are as far apart as real account IDs. */
    public List<String> accountIds() {
        return IntStream.range(0, accounts)
                .mapToObj(number -> number == 0 ? OWNER : "%012d".formatted(100_000_000_007L + number * 389_999_999L))
                .toList();
    }
}
