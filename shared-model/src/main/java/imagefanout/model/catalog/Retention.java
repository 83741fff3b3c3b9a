package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;

/** Lets go of what is kept of builds that are long gone. */
public interface Retention {
    /**
     * Lets every row of the build expire but the one that says what it was; doing it again changes nothing. Should the
     * build come back, recording it brings its rows back.
     *
     * @return whether there was something left to expire
     * @throws imagefanout.model.StorageException when the catalog could not be read or written
     */
    boolean expireCopies(ImageBuildArn arn);

    /** Keeps everything for ever. */
    static Retention none() {
        return arn -> false;
    }
}
