/** What of a job's options has to do with what people do. */
export interface ActionNeeds {
  /** The user's own wish. */
  readonly actions?: boolean;
  /** Drawn over the people who were found. */
  readonly marks?: { readonly actions: boolean };
}

/** Whether it must be told what people do: the user wants to know, or it is written over them. That takes bodies. */
export function asksActions({ actions, marks }: ActionNeeds): boolean {
  return actions === true || marks?.actions === true;
}
