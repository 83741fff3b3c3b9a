/** A local fleet over HTTP, as a user of it sees it. */
package imagefanout.endtoend.story;
