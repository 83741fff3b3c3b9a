package imagefanout.model;

/** A recorded build and its fan-out, both of the same snapshot. */
public record RecordedImage(RecordedBuild recorded, FanOut fanOut) {}
