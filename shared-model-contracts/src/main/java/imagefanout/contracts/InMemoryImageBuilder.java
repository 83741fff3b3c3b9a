package imagefanout.contracts;

import imagefanout.model.DescribedImage;
import imagefanout.model.ImageBuildArn;
import imagefanout.model.ImageBuilder;
import imagefanout.model.UnknownImageException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Image Builder as tests set it up. */
public final class InMemoryImageBuilder implements ImageBuilder {
    private final Map<ImageBuildArn, DescribedImage> images = new ConcurrentHashMap<>();

    public void put(DescribedImage image) {
        images.put(image.build().arn(), image);
    }

    public void remove(ImageBuildArn arn) {
        images.remove(arn);
    }

    @Override
    public DescribedImage describe(ImageBuildArn arn) {
        return Optional.ofNullable(images.get(arn))
                .orElseThrow(() -> new UnknownImageException(arn, new IllegalStateException("no such image")));
    }
}
