package emulators.dynamodb.stream;

/**
 * The part of the item in a stream record.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html">StreamSpecification</a>
 */
public enum ViewType {
    KEYS_ONLY(false, false),
    NEW_IMAGE(false, true),
    OLD_IMAGE(true, false),
    NEW_AND_OLD_IMAGES(true, true);

    private final boolean oldImage;
    private final boolean newImage;

    ViewType(boolean oldImage, boolean newImage) {
        this.oldImage = oldImage;
        this.newImage = newImage;
    }

    boolean hasOldImage() {
        return oldImage;
    }

    boolean hasNewImage() {
        return newImage;
    }
}
