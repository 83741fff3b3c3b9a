package imagefanout.queryimages.answers;

import imagefanout.model.answers.CurrentOffer;
import imagefanout.model.answers.Latest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channel;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageType;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why {@code latest} has no AMI for an account, what is on hold, and what is offered instead. */
record NoImageToUse(
        AnswerSources sources,
        Lineage lineage,
        AccountId account,
        Optional<Region> region,
        Optional<Instant> at,
        Optional<Channel> channel) {
    private static final String GONE =
            " Image Builder no longer knows some of its builds (state GONE), but their AMIs may still exist. To offer these, set"
                    + " the template parameter OfferAmisOfGoneImages to true.";

    static final String JUDGED_BY =
            "Current states and holds: a build that was offered then and is not offered now does not count.";

    ProblemException problem(Latest latest, Membership membership) {
        String builds =
                channel.map(chosen -> "the channel " + chosen.name() + " of ").orElse("")
                        + lineage.name()
                        + at.map(instant -> (channel.isPresent() ? " as of " : " created up to ") + instant)
                                .orElse("");
        String place = "account " + account + region.map(in -> " in " + in).orElse("");
        ProblemException problem = latest.deleted()
                ? ProblemException.of(
                        ProblemException.Type.DELETED,
                        "All builds of " + builds + " that had an image for " + place + " are " + states(latest) + "."
                                + gone(latest))
                : notOffered(latest, builds, place, membership);
        return problem.with("at", at).with("judgedBy", at.map(instant -> JUDGED_BY));
    }

    private ProblemException notOffered(Latest latest, String builds, String place, Membership membership) {
        Optional<CurrentOffer> offer = channel.isPresent()
                ? Optional.empty()
                : Optional.of(CurrentOffer.of(sources.catalog(), sources.offer(), lineage));
        StringBuilder detail = new StringBuilder("No build of " + builds + " offers an image to " + place + ".");
        latest.skipped().stream().findFirst().ifPresent(newest -> detail.append(skipped(newest)));
        offer.map(this::offered).ifPresent(detail::append);
        channel.flatMap(Channel::current)
                .ifPresent(current ->
                        detail.append(" It points at ").append(current.build()).append('.'));
        detail.append(gone(latest));
        if (!membership.isKnown()) {
            detail.append(
                    " Some builds are shared with organizations or organizational units, and the registry does not"
                            + " say which of them the account is in: add them to its registry row.");
        }
        List<BuildView> held = latest.skipped().stream()
                .filter(build -> build.hold().isPresent())
                .map(BuildView::of)
                .toList();
        return ProblemException.of(ProblemException.Type.NO_IMAGE_TO_USE, detail.toString())
                .with("heldBuilds", Optional.of(held).filter(some -> !some.isEmpty()))
                .with(
                        "newestOfferedImageArn",
                        offer.flatMap(CurrentOffer::offered)
                                .map(build -> build.build().arn()));
    }

    private static String states(Latest latest) {
        return latest.skipped().stream()
                .map(build -> build.build().state().toString())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    private static String gone(Latest latest) {
        return latest.gone() ? GONE : "";
    }

    private static String skipped(RecordedBuild newest) {
        return " Its newest image is of " + newest.build().arn() + ", which is "
                + newest.hold()
                        .map(NoImageToUse::text)
                        .orElse(newest.build().state().toString()) + ".";
    }

    private static String text(Hold hold) {
        return "on hold since " + hold.at() + " by " + hold.by() + ": " + hold.reason();
    }

    private String offered(CurrentOffer offer) {
        if (offer.offered().isEmpty()) {
            return offer.lookedBackTo()
                    .map(oldest -> " No build since " + oldest + " is offered now.")
                    .orElse(" No build is offered now.");
        }
        String offered = " " + offer.offered().get().build().arn() + " is offered now";
        return offer.offered().get().build().type() == ImageType.DOCKER
                ? offered + "; it is a container image and has no AMI."
                : offered + (at.isPresent() ? "." : ", to other accounts or Regions.");
    }
}
