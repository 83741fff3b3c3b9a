package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.recording.MeasuredBuild;
import java.util.List;

/**
 * An organization of a certain size. Each pipeline has a managed distribution configuration.
 *
 * @param buildsAMonth of all pipelines
 * @param listedBuilds which Image Builder has not deleted
 * @param questionsAMonth calls of {@code latest}
 */
record OrganizationSize(
        String name, int pipelines, int buildsAMonth, MeasuredBuild shape, int listedBuilds, long questionsAMonth) {
    /** Builds each week for a year; the largest builds each night, and deletes builds after 90 days. */
    static final List<OrganizationSize> SIZES = List.of(
            new OrganizationSize("small", 10, 43, new MeasuredBuild(2, 20), 520, 10_000),
            new OrganizationSize("medium", 100, 430, new MeasuredBuild(4, 200), 5_200, 200_000),
            new OrganizationSize("large", 500, 15_000, new MeasuredBuild(3, 20), 45_000, 2_000_000));

    int amisAMonth() {
        return buildsAMonth * shape.amis();
    }
}
