package imagefanout.model.recipe;

/**
 * The numbers that may be set, for one setting of one volume type: from {@code min} to the lower of two maxima, because a
 * recipe has to pass Image Builder's API first and EBS later.
 *
 * @param unit as messages show it
 */
record SettingLimit(String unit, int min, int ebsMax, int imageBuilderMax) {
    /** @throws ImpossibleMoveException when the number is out of range; the message names who refuses it */
    void check(VolumeType type, int number) throws ImpossibleMoveException {
        String ebs = "EBS takes at most " + ebsMax;
        String imageBuilder = "Image Builder's API takes at most " + imageBuilderMax;
        if (number > ebsMax && number > imageBuilderMax) {
            throw refusal(type, number, ebs + " and " + imageBuilder);
        }
        if (number > ebsMax) {
            throw refusal(type, number, ebs);
        }
        if (number > imageBuilderMax) {
            throw refusal(type, number, imageBuilder + " (EBS " + ebsMax + ")");
        }
        if (number < min) {
            throw refusal(type, number, "EBS takes at least " + min);
        }
    }

    private ImpossibleMoveException refusal(VolumeType type, int number, String limit) {
        return new ImpossibleMoveException("it needs " + number + " " + unit + ", but for " + type + " " + limit);
    }
}
