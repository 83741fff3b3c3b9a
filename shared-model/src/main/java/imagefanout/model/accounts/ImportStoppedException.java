package imagefanout.model.accounts;

import java.util.List;

/** No plan can be made. Nothing was changed. */
final class ImportStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportStoppedException(List<String> reasons) {
        super(String.join("; ", reasons));
    }
}
