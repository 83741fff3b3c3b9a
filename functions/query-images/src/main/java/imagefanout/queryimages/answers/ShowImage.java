package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Json;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.image.Build;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Settings;
import imagefanout.queryimages.http.ApiRequest;
import java.util.List;
import java.util.Optional;

/** Shows one build without its copies. */
record ShowImage(ImageCatalog catalog, ImageLookup images) {
    /** @param distributions the embedded distribution settings, Region by Region */
    record ImageDetails(
            @JsonUnwrapped BuildView build,
            String displayName,
            Optional<String> platform,
            Optional<String> osVersion,
            Optional<String> distributionConfigurationArn,
            Optional<Recipe> recipe,
            List<JsonNode> distributions) {}

    ImageDetails answer(ApiRequest request) {
        RecordedImage image = catalog.image(images.find(request).build().arn()).orElseThrow();
        Build build = image.recorded().build();
        return new ImageDetails(
                BuildView.of(image.recorded()),
                build.name(),
                build.platform(),
                build.osVersion(),
                build.distributionConfigurationArn(),
                build.recipe(),
                image.fanOut().regions().values().stream()
                        .flatMap(region -> region.settings().stream())
                        .map(Settings::json)
                        .map(Json::object)
                        .toList());
    }
}
