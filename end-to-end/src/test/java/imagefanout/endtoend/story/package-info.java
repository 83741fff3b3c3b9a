/** Tests a local fleet over HTTP, from a user's perspective. */
package imagefanout.endtoend.story;
