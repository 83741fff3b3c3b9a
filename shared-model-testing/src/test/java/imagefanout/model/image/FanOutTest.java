package imagefanout.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {
    private static final Region US = new Region("us-east-1");
    private static final Region EU = new Region("eu-west-1");
    private static final AccountId OWNER = new AccountId("123456789012");
    private static final AccountId PROD = new AccountId("111111111111");
    private static final AccountId SANDBOX = new AccountId("222222222222");
    private static final ImageArn IMAGE = new ImageArn("aws", US, OWNER, "golden");

    @Test
    void alwaysExpectsTheOwnersCopyInTheBuildsRegion() {
        assertThat(expected(ImageType.AMI)).containsExactly(new Copy(US, OWNER));
        assertThat(expected(ImageType.AMI, to(US, PROD))).containsExactly(new Copy(US, PROD), new Copy(US, OWNER));
    }

    @Test
    void expectsTheOwnersCopyElsewhereOnlyWhereNoTargetAccountIsNamed() {
        assertThat(expected(ImageType.AMI, to(EU))).containsExactly(new Copy(EU, OWNER), new Copy(US, OWNER));
        assertThat(expected(ImageType.AMI, to(EU, PROD))).containsExactly(new Copy(EU, PROD), new Copy(US, OWNER));
    }

    @Test
    void expectsNoAmiOfAContainerImageNorOfARegionThatOnlyDistributesContainers() {
        Distribution containers = new Distribution(EU, false, Set.of(), LaunchPermission.NONE, new Settings("{}"));

        assertThat(expected(ImageType.DOCKER, to(US, PROD))).isEmpty();
        assertThat(expected(ImageType.AMI, containers)).containsExactly(new Copy(US, OWNER));
    }

    @Test
    void findsTheSentenceThatNamesACopy() {
        String text =
                "Not all distribution jobs are completed. 1) AMI Copy Reported Failure For ami-1 when distributing the"
                        + " image from the source account (ID: 123456789012) to the destination account (ID: 111111111111) in Region"
                        + " eu-west-1. 2) AMI Copy Reported Failure For ami-1 when distributing the image from the source account"
                        + " (ID: 123456789012) to the destination account (ID: 222222222222) in Region us-gov-west-1.";

        Map<Copy, String> reasons = FailureText.reasons(text);

        assertThat(reasons).hasSize(2);
        assertThat(reasons.get(new Copy(EU, PROD)))
                .startsWith("AMI Copy Reported Failure")
                .contains("111111111111")
                .endsWith("eu-west-1.");
        assertThat(reasons.get(new Copy(new Region("us-gov-west-1"), SANDBOX)))
                .endsWith("us-gov-west-1.")
                .doesNotContain("111111111111");
    }

    @Test
    void findsNoCopyInOtherTexts() {
        assertThat(FailureText.reasons("Distribution failed with JobId 'x', status = 'Failed' for ARN 'y'."))
                .isEmpty();
        assertThat(FailureText.reasons("")).isEmpty();
    }

    @Test
    void comparesOutputAmisWithExpectedCopies() {
        FanOut fanOut = FanOut.of(image(
                ImageState.FAILED,
                "1) to the destination account (ID: 222222222222) in Region eu-west-1.",
                List.of(to(US, PROD), to(EU, PROD, SANDBOX)),
                ami(1, US, OWNER),
                ami(2, US, PROD),
                ami(3, EU, PROD),
                ami(4, EU, OWNER)));

        assertThat(fanOut.regions().get(US).gaps()).isEmpty();
        assertThat(fanOut.regions().get(EU).gaps())
                .containsOnly(Map.entry(
                        SANDBOX, Optional.of("to the destination account (ID: 222222222222) in Region eu-west-1.")));
        assertThat(fanOut.regions().get(EU).unexpected()).containsExactly(OWNER);
        assertThat(fanOut.counts()).isEqualTo(new Counts(4, 3, 1));
        assertThat(fanOut.regions().get(EU).amis()).containsEntry(OWNER, amiId(4));
    }

    @Test
    void hasNoReasonForAGapThatTheTextDoesNotMention() {
        FanOut fanOut = FanOut.of(image(ImageState.FAILED, "The build failed.", List.of(to(US, PROD))));

        assertThat(fanOut.regions().get(US).gaps())
                .containsOnly(Map.entry(OWNER, Optional.empty()), Map.entry(PROD, Optional.empty()));
    }

    @Test
    void offersNoneOfTwoAmisOfOneCopyAndNamesBoth() {
        DescribedImage image = image(
                ImageState.AVAILABLE,
                null,
                List.of(to(EU, PROD)),
                ami(1, US, OWNER),
                ami(2, US, OWNER),
                ami(3, EU, PROD));

        ImageSnapshot snapshot = ImageSnapshot.of(Instant.parse("2026-01-05T12:00:00Z"), image);

        RegionFanOut us = snapshot.fanOut().regions().get(US);
        assertThat(us.amis()).isEmpty();
        assertThat(us.gaps().get(OWNER).orElseThrow()).contains(amiId(1).value(), amiId(2).value());
        assertThat(snapshot.fanOut().has(amiId(1), new Copy(US, OWNER))).isTrue();
        assertThat(snapshot.fanOut().has(amiId(2), new Copy(US, OWNER))).isTrue();
        assertThat(snapshot.fanOut().regions().get(EU).amis()).containsEntry(PROD, amiId(3));
        assertThat(snapshot.fanOut().counts()).isEqualTo(new Counts(2, 1, 0));
        assertThat(snapshot.build().warnings())
                .singleElement()
                .asString()
                .contains("123456789012 in us-east-1", amiId(1).value(), amiId(2).value());
    }

    @Test
    void offersTheOnlyAvailableOneOfSeveralAmis() {
        FanOut fanOut = FanOut.of(image(
                ImageState.AVAILABLE,
                null,
                List.of(),
                new OutputAmi(
                        new Copy(US, OWNER), amiId(1), ImageState.FAILED, Optional.of("The first attempt failed.")),
                ami(2, US, OWNER)));

        assertThat(fanOut.regions().get(US).offered(OWNER)).contains(amiId(2));
        assertThat(fanOut.has(amiId(1), new Copy(US, OWNER))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageState.class,
            names = {
                "PENDING",
                "CREATING",
                "BUILDING",
                "TESTING",
                "DISTRIBUTING",
                "INTEGRATING",
                "FAILED",
                "CANCELLED",
                "DELETED"
            })
    void takesAnAmiThatDoesNotExistAsAGapWithItsReason(ImageState state) {
        DescribedImage image = image(
                ImageState.AVAILABLE,
                null,
                List.of(to(EU, PROD)),
                ami(1, US, OWNER),
                new OutputAmi(new Copy(EU, PROD), amiId(2), state, Optional.of("The copy failed.")));

        FanOut fanOut = FanOut.of(image);

        assertThat(fanOut.regions().get(EU).gaps()).containsEntry(PROD, Optional.of("The copy failed."));
        assertThat(fanOut.regions().get(EU).amis()).isEmpty();
        assertThat(fanOut.counts()).isEqualTo(new Counts(2, 1, 0));
        assertThat(fanOut.has(amiId(2), new Copy(EU, PROD))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageState.class,
            names = {"DISABLED", "DEPRECATED", "UNKNOWN"})
    void recordsAnAmiThatExistsAndOffersItToNobody(ImageState state) {
        OutputAmi withheld = new OutputAmi(new Copy(US, OWNER), amiId(1), state, Optional.empty());
        Distribution shared = new Distribution(
                US, true, Set.of(), new LaunchPermission(Set.of(new Audience.Account(PROD))), new Settings("{}"));

        RegionFanOut us = FanOut.of(image(ImageState.AVAILABLE, null, List.of(shared), withheld))
                .regions()
                .get(US);

        assertThat(us.amis()).containsEntry(OWNER, amiId(1));
        assertThat(us.offered(OWNER)).isEmpty();
        assertThat(us.sharedBy(OWNER)).isEqualTo(LaunchPermission.NONE);
        assertThat(us.withheld().get(amiId(1)).reason()).contains(state.name());
        assertThat(us.counts()).isEqualTo(new Counts(1, 1, 0));
    }

    @Test
    void offersAnAmiAgainWhenItIsAvailableAgain() {
        FanOut earlier = FanOut.of(image(
                ImageState.AVAILABLE,
                null,
                List.of(),
                new OutputAmi(new Copy(US, OWNER), amiId(1), ImageState.DISABLED, Optional.empty())));

        FanOut later = FanOut.of(image(ImageState.AVAILABLE, null, List.of(), ami(1, US, OWNER)))
                .keeping(earlier);

        assertThat(later.regions().get(US).offered(OWNER)).contains(amiId(1));
    }

    @Test
    void doesNotKeepAnAmiThatIsNowListedAsFailed() {
        FanOut earlier = FanOut.of(image(ImageState.AVAILABLE, null, List.of(), ami(1, US, OWNER)));

        FanOut later = FanOut.of(image(
                        ImageState.AVAILABLE,
                        null,
                        List.of(),
                        new OutputAmi(new Copy(US, OWNER), amiId(1), ImageState.FAILED, Optional.of("Too late."))))
                .keeping(earlier);

        assertThat(later.regions().get(US).amis()).isEmpty();
        assertThat(later.regions().get(US).gaps()).containsEntry(OWNER, Optional.of("Too late."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Not all distribution jobs are completed. 1) EC2 Client Error: 'These snapshots cannot be shared.' when"
                        + " distributing the image from the source account (ID: 123456789012) to the destination account"
                        + " (ID: 123456789012) in Region us-east-1.'",
                "1) The account is invalid. to the destination account (ID: 222222222222) in Region us-east-1.",
                "The launch permission was refused."
            })
    void sharesNothingWhenTheSharingOfAFailedBuildFailed(String reason) {
        LaunchPermission permission =
                new LaunchPermission(Set.of(new Audience.Account(SANDBOX), new Audience.Everyone()));
        Distribution shared = new Distribution(US, true, Set.of(), permission, new Settings("{}"));

        RegionFanOut us = FanOut.of(image(ImageState.FAILED, reason, List.of(shared), ami(1, US, OWNER)))
                .regions()
                .get(US);

        assertThat(us.amis()).containsEntry(OWNER, amiId(1));
        assertThat(us.sharedBy(OWNER)).isEqualTo(LaunchPermission.NONE);
        assertThat(us.sharingFailure().orElseThrow()).isSubstringOf(reason);
        assertThat(us.launchPermission()).isEqualTo(permission);
    }

    @Test
    void sharesWhereOnlyAnotherCopyFailed() {
        LaunchPermission permission = new LaunchPermission(Set.of(new Audience.Account(SANDBOX)));
        Distribution shared = new Distribution(US, true, Set.of(), permission, new Settings("{}"));

        RegionFanOut us = FanOut.of(image(
                        ImageState.FAILED,
                        "1) No key. to the destination account (ID: 111111111111) in Region eu-west-1.",
                        List.of(shared, to(EU, PROD)),
                        ami(1, US, OWNER)))
                .regions()
                .get(US);

        assertThat(us.sharedBy(OWNER)).isEqualTo(permission);
    }

    /** What may stand within a sentence, and is none of the numbers that start one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AMI Copy Reported Failure For ami-1",
                "AMI Copy Reported Failure For ami-1 (attempt 2) of 3",
                "Failed at attempt 2) of 3",
                "Failed (limit: 2) twice [see 2) or 3)]",
                "EC2 Client Error: 'Do this: 1) stop. 2) start. 3) wait.'",
                "EC2 Client Error: \"You can't use key (2) of the accounts' 5 keys. 2) Ask.\"",
                "Error: 'it's over. 2) Never.' (2)",
                "Attempt 1 failed. Attempt 2 failed. 3 attempts (1) (2) (3)",
                "Error 5) 7) 1024)"
            })
    void cutsNoSentence(String cause) {
        String first = cause + " to the destination account (ID: 111111111111) in Region eu-west-1.";
        String second = cause + " to the destination account (ID: 222222222222) in Region eu-west-1";
        String third = cause + " to the destination account (ID: 222222222222) in Region us-east-1 (attempt 3).";

        Map<Copy, String> reasons = FailureText.reasons(
                "Not all distribution jobs are completed (0 of 3). 1) " + first + " 2) " + second + ". 3) " + third);

        assertThat(reasons)
                .containsOnly(
                        Map.entry(new Copy(EU, PROD), first),
                        Map.entry(new Copy(EU, SANDBOX), second + "."),
                        Map.entry(new Copy(US, SANDBOX), third));
    }

    @Test
    void keepsEverySentenceAboutACopy() {
        String copy = " to the destination account (ID: 111111111111) in Region eu-west-1.";

        assertThat(FailureText.reasons("1) No key" + copy + " 2) No quota" + copy))
                .containsOnly(Map.entry(new Copy(EU, PROD), "No key" + copy + " No quota" + copy));
    }

    @Test
    void keepsAnAmiThatTheServiceNoLongerShows() {
        List<Distribution> distributions = List.of(to(US, PROD), to(EU, SANDBOX));
        FanOut earlier = FanOut.of(image(
                ImageState.AVAILABLE, null, distributions, ami(1, US, OWNER), ami(2, US, PROD), ami(3, EU, SANDBOX)));
        FanOut deleted = FanOut.of(image(ImageState.DELETED, null, distributions));

        FanOut kept = deleted.keeping(earlier);

        assertThat(kept).isEqualTo(earlier);
        assertThat(kept.counts()).isEqualTo(new Counts(3, 3, 0));
    }

    @Test
    void keepsAnAmiOfARegionThatIsNoLongerNamedAsUnexpected() {
        FanOut earlier = FanOut.of(
                image(ImageState.AVAILABLE, null, List.of(to(EU, PROD)), ami(1, US, OWNER), ami(3, EU, PROD)));
        FanOut later = FanOut.of(image(ImageState.DEPRECATED, null, List.of(), ami(1, US, OWNER)));

        FanOut kept = later.keeping(earlier);

        assertThat(kept.regions().get(EU).amis()).containsEntry(PROD, amiId(3));
        assertThat(kept.regions().get(EU).unexpected()).containsExactly(PROD);
        assertThat(kept.counts()).isEqualTo(new Counts(1, 1, 1));
    }

    @Test
    void replacesAnOldAmiWithANewOne() {
        FanOut earlier = FanOut.of(image(ImageState.FAILED, null, List.of(), ami(1, US, OWNER)));
        FanOut later = FanOut.of(image(ImageState.AVAILABLE, null, List.of(), ami(2, US, OWNER)));

        assertThat(later.keeping(earlier)).isEqualTo(later);
    }

    @Test
    void givesEqualDigestsOnlyToEqualContent() {
        FanOut one = FanOut.of(image(ImageState.AVAILABLE, null, List.of(to(US, PROD)), ami(1, US, OWNER)));
        FanOut same = FanOut.of(image(ImageState.AVAILABLE, null, List.of(to(US, PROD)), ami(1, US, OWNER)));
        FanOut otherAmi = FanOut.of(image(ImageState.AVAILABLE, null, List.of(to(US, PROD)), ami(2, US, OWNER)));
        FanOut otherTarget = FanOut.of(image(ImageState.AVAILABLE, null, List.of(to(US, SANDBOX)), ami(1, US, OWNER)));

        assertThat(one.digest()).isEqualTo(same.digest());
        assertThat(Set.of(one.digest(), otherAmi.digest(), otherTarget.digest()))
                .hasSize(3);
    }

    @Test
    void hasTheSameSummaryDigestInAListAndInASnapshot() {
        DescribedImage image = image(ImageState.FAILED, "why", List.of(), ami(2, EU, PROD), ami(1, US, OWNER));
        ImageSummary summary = new ImageSummary(
                image.build().arn(),
                ImageState.FAILED,
                Optional.of("why"),
                image.build().createdAt(),
                List.of(ami(1, US, OWNER), ami(2, EU, PROD)));

        ImageSnapshot snapshot = ImageSnapshot.of(Instant.parse("2026-01-05T12:00:00Z"), image);

        assertThat(summary.digest()).isEqualTo(snapshot.summaryDigest());
    }

    @Test
    void aBuildInProgressHasNoCopiesYet() {
        DescribedImage image = image(ImageState.TESTING, null, List.of());

        assertThat(ImageSnapshot.of(Instant.EPOCH, image).fanOut()).isEqualTo(FanOut.NONE);
    }

    private static Set<Copy> expected(ImageType type, Distribution... distributions) {
        return CopyComparison.expected(type, IMAGE, List.of(distributions));
    }

    private static Distribution to(Region region, AccountId... targets) {
        return new Distribution(
                region,
                true,
                Arrays.stream(targets).collect(Collectors.toSet()),
                LaunchPermission.NONE,
                new Settings("{\"region\":\"" + region + "\",\"targets\":" + targets.length + "}"));
    }

    private static AmiId amiId(int number) {
        return new AmiId("ami-%017x".formatted(number));
    }

    private static OutputAmi ami(int number, Region region, AccountId account) {
        return new OutputAmi(new Copy(region, account), amiId(number), ImageState.AVAILABLE, Optional.empty());
    }

    private static DescribedImage image(
            ImageState state, String reason, List<Distribution> distributions, OutputAmi... outputs) {
        Build build = new Build(
                IMAGE.build(SemanticVersion.parse("1.0.0"), 1),
                "Golden",
                ImageType.AMI,
                state,
                Optional.ofNullable(reason),
                Instant.parse("2026-01-05T10:00:00Z"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return new DescribedImage(build, distributions, new ArrayList<>(List.of(outputs)), Map.of());
    }
}
