package imagefanout.model.listing;

import imagefanout.model.MalformedException;

/** Image Builder's token for the next page of a list. It may become invalid; then the list restarts. */
public record PageToken(String value) {
    public PageToken {
        if (value == null || value.isEmpty()) {
            throw new MalformedException("a page token", value);
        }
    }
}
