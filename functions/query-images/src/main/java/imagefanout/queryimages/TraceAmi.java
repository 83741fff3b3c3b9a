package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.answers.BehindNewest;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AmiId;
import imagefanout.model.image.Build;
import java.util.Optional;
import java.util.Set;

/** Where an AMI comes from, what was made with it, and whether it is still the one to use. */
final class TraceAmi implements Operation {
    private final ImageCatalog catalog;
    private final LatestImage latestImage;
    private final BehindNewest behindNewest;

    TraceAmi(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.latestImage = new LatestImage(catalog);
        this.behindNewest = new BehindNewest(catalog);
    }

    @Override
    public Answer answer(Call call) {
        AmiId ami = call.path("amiId", AmiId::new);
        CopyPage siblings = new CopyPage(call);
        AmiOrigin origin = catalog.origin(ami)
                .orElseThrow(() -> Problem.of(Problem.Type.NOT_FOUND, "no recorded build made " + ami));
        RecordedImage image = catalog.image(origin.build()).orElseThrow();
        Build build = image.recorded().build();
        Latest latest = latestImage.of(
                build.lineage(),
                origin.copy().account(),
                Set.of(),
                Optional.of(origin.copy().region()),
                Optional.empty());
        Optional<AmiId> latestAmi =
                Optional.ofNullable(latest.amis().get(origin.copy().region())).map(LatestAmi::ami);

        ObjectNode body = Show.object()
                .put("amiId", ami.value())
                .put("region", origin.copy().region().value())
                .put("accountId", origin.copy().account().value());
        body.set("image", Show.build(image.recorded()));
        body.set("recipe", Show.recipe(build.recipe()));
        body.put("isLatest", latestAmi.equals(Optional.of(ami))).put("latestAmiId", Show.text(latestAmi));
        body.set("behind", Show.behind(behindNewest.of(image.recorded())));
        siblings.put(body, image.fanOut(), Optional.empty());
        return new Answer.Data(
                body.put("recordedAt", image.recorded().recordedAt().toString()));
    }
}
