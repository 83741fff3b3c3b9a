package imagefanout.model.image;

import imagefanout.model.identity.Copy;
import java.util.List;
import java.util.Map;

/**
 * Image Builder's description of a build: its properties, its embedded distribution configuration, its output AMIs, and the
 * failures of single copies.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImage.html">GetImage</a>
 */
public record DescribedImage(
        Build build, List<Distribution> distributions, List<OutputAmi> outputs, Map<Copy, String> failures) {
    public DescribedImage {
        distributions = List.copyOf(distributions);
        outputs = List.copyOf(outputs);
        failures = Map.copyOf(failures);
    }
}
