package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;

/** Deletes old copies of builds that were deleted long ago. */
public interface Retention {
    /**
     * Lets every row of the build expire except the one that describes it. Doing it again changes nothing. If the build comes
     * back, recording it restores its rows.
     *
     * @return whether there was anything left to expire
     * @throws imagefanout.model.StorageException when the catalog could not be read or written
     */
    boolean expireCopies(ImageBuildArn arn);
}
