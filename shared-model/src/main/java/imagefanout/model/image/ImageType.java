package imagefanout.model.image;

import imagefanout.model.MalformedException;

/** What a build makes. A container image ({@code DOCKER}) has no AMI. */
public enum ImageType {
    AMI,
    DOCKER;

    public static ImageType parse(String text) {
        return MalformedException.parse(ImageType.class, "an image type that this fleet knows", text);
    }
}
