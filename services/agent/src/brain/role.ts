/** What a person may do: an `owner` administers this voxnix, a `member` uses it within limits. */
export type Role = "owner" | "member";
