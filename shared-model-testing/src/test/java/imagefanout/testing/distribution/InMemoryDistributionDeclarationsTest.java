package imagefanout.testing.distribution;

import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.registry.WrittenValue;
import java.util.Map;

class InMemoryDistributionDeclarationsTest extends DistributionDeclarationsContract {
    private final InMemoryDistributionDeclarations declarations = new InMemoryDistributionDeclarations();

    @Override
    protected DistributionDeclarations declarations() {
        return declarations;
    }

    @Override
    protected void write(Map<String, WrittenValue> row) {
        declarations.write(row);
    }
}
