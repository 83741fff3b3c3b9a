package imagefanout.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A build that goes to each of so many accounts, the build's own among them, in each of so many Regions.
 *
 * @param accounts at most 1,500, as Image Builder allows little more in a Region
 */
record Build(int regions, int accounts) {
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

    /** From a small team's to the largest that is known of. */
    static final List<Build> FROM_SMALL_TO_LARGE =
            List.of(new Build(1, 5), new Build(5, 10), new Build(10, 50), new Build(20, 150), new Build(20, 1500));

    Build {
        if (regions < 1 || regions > REGIONS.size() || accounts < 1 || accounts > 1500) {
            throw new IllegalArgumentException("no build for " + regions + " Regions and " + accounts + " accounts");
        }
    }

    /** The one of {@link #FROM_SMALL_TO_LARGE} that makes so many AMIs. */
    static Build of(int amis) {
        return FROM_SMALL_TO_LARGE.stream()
                .filter(build -> build.amis() == amis)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no build of " + amis + " AMIs is measured, but of "
                        + FROM_SMALL_TO_LARGE.stream().map(Build::amis).toList()));
    }

    int amis() {
        return regions * accounts;
    }

    /** Of its pipeline, its recipe, its distribution configuration and its image. */
    String name() {
        return "golden-" + amis();
    }

    String arn() {
        return "arn:aws:imagebuilder:us-east-1:" + OWNER + ":image/" + name() + "/1.0.0/1";
    }

    List<String> regionCodes() {
        return REGIONS.subList(0, regions);
    }

    /** The owner first; the others as far apart as real account ids are. */
    List<String> accountIds() {
        return IntStream.range(0, accounts)
                .mapToObj(number -> number == 0 ? OWNER : "%012d".formatted(100_000_000_007L + number * 389_999_999L))
                .toList();
    }
}
