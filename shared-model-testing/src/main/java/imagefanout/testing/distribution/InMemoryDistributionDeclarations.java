package imagefanout.testing.distribution;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.registry.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declarations in memory; one row per page. */
public final class InMemoryDistributionDeclarations implements DistributionDeclarations {
    private final List<Map<String, WrittenValue>> rows = new ArrayList<>();
    private boolean broken;

    public void write(Map<String, WrittenValue> row) {
        rows.add(Map.copyOf(row));
    }

    /** From now on, they cannot be read. */
    public void fail() {
        broken = true;
    }

    @Override
    public ResultPage<DeclarationRow, String> rows(Optional<String> after) {
        if (broken) {
            throw new StorageException("the declarations are out of reach");
        }
        int from = after.map(Integer::parseInt).orElse(0);
        if (from >= rows.size()) {
            return new ResultPage<>(List.of(), Optional.empty());
        }
        int next = from + 1;
        return new ResultPage<>(
                List.of(DeclarationRow.parse(rows.get(from))),
                next < rows.size() ? Optional.of(Integer.toString(next)) : Optional.empty());
    }
}
