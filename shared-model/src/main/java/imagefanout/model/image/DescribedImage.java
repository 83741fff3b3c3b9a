package imagefanout.model.image;

import imagefanout.model.identity.Copy;
import java.util.List;
import java.util.Map;

/**
 * What Image Builder says of a build: its facts, the distribution configuration embedded in it, its output AMIs, and the
 * failures that it names copy by copy.
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
