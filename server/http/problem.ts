/**
 * A refused request (yêu cầu bị từ chối): a stable code, an HTTP status, and what else the sentence needs. The sentence is
 * in words/problems; a person's data never goes into a problem. Throwing one anywhere in a request ends it so.
 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: string;
  readonly more: Readonly<Record<string, string | number>>;

  constructor(status: number, code: string, more: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.more = more;
  }

  toAnswer(): { problem: { code: string } } {
    return { problem: { code: this.code, ...this.more } };
  }
}

export const notFound = (): HttpProblem => new HttpProblem(404, 'not-found');

/** The status of a refusal by `may` (core/access): always 403, whatever the reason. */
export const forbidden = (why: string): HttpProblem => new HttpProblem(403, why);
