package imagefanout.queryimages;

/** One operation of the API. */
@FunctionalInterface
interface Operation {
    /** @throws Problem when the request cannot be answered as asked */
    Answer answer(Call call);
}
