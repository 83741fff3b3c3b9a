package imagefanout.model.listing;

import imagefanout.model.MalformedException;

/** The service's word for where a list goes on. It may go stale: then the list is begun anew. */
public record PageToken(String value) {
    public PageToken {
        if (value == null || value.isEmpty()) {
            throw new MalformedException("a page token", value);
        }
    }
}
