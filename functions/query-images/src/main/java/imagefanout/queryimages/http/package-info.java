/** Requests, responses and problems of the HTTP API. Does not belong here: what an operation answers. */
package imagefanout.queryimages.http;
