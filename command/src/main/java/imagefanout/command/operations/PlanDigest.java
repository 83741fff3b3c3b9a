package imagefanout.command.operations;

import imagefanout.model.MalformedException;

/** The digest of a plan, as answers show it. */
public record PlanDigest(String hex) {
    /** @throws MalformedException when it is not 32 hexadecimal digits */
    public PlanDigest {
        if (!hex.matches("[0-9a-f]{32}")) {
            throw new MalformedException("the digest of a plan, 32 hexadecimal digits", hex);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
