package imagefanout.testing.listing;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.listing.ImageListing;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.image.InMemoryImageBuilder;
import java.util.List;

final class InMemoryImageListingTest extends ImageListingContract {
    @Override
    protected ImageListing listing() {
        InMemoryImageBuilder service = new InMemoryImageBuilder();
        service.put(idlePipeline());
        images().forEach(service::put);
        return service;
    }

    @Override
    protected PipelineArn busyPipeline() {
        return GoldenImages.PIPELINE;
    }

    @Override
    protected PipelineArn idlePipeline() {
        return PipelineArn.parse(GoldenImages.PIPELINE + "-idle");
    }

    @Override
    protected List<DescribedImage> images() {
        return List.of(
                GoldenImages.fiveAmis(1).described(),
                GoldenImages.fiveAmis(2)
                        .failedFor(GoldenImages.EU, GoldenImages.PROD)
                        .described(),
                GoldenImages.build(3).described(),
                GoldenImages.build(4).withoutPipeline().described());
    }
}
