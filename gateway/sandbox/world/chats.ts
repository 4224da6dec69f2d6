import type { World } from "./world.ts";
import type { Message } from "./things.ts";

/** The oldest messages of two people give way beyond this. */
const MAX_MESSAGES_PER_THREAD = 10_000;

/** What a sender says; the world adds the id. */
export type Note = Pick<Message, "fromId" | "toId" | "text" | "sentAt"> & Partial<Message>;

/** One person's view of a conversation. */
export interface Thread {
  readonly withUserId: number;
  /** Oldest first. */
  readonly messages: readonly Message[];
}

/** Sends a message: it is then the newest of its thread. */
export function addMessage(world: World, note: Note): Message {
  const message: Message = {
    price: 0,
    mediaIds: [],
    previews: [],
    lockedText: false,
    isOpened: false,
    isTip: false,
    queueId: 0,
    ...note,
    id: world.nextId(),
  };
  const thread = openThread(world, note.fromId, note.toId);
  thread.push(message);
  world.messages.set(message.id, message);
  const oldest = thread[0];
  if (oldest !== undefined && thread.length > MAX_MESSAGES_PER_THREAD) removeMessage(world, oldest);
  return message;
}

/** Unsends a message for both people. */
export function removeMessage(world: World, message: Message): void {
  const thread = openThread(world, message.fromId, message.toId);
  thread.splice(thread.indexOf(message), 1);
  world.messages.delete(message.id);
}

/** The messages of two people, oldest first. */
export function threadOf(world: World, one: number, other: number): readonly Message[] {
  return world.threads.get(one)?.get(other) ?? [];
}

/** Everyone a person has messages with, with those messages; newest conversation first. */
export function threadsOf(world: World, userId: number): Thread[] {
  return Array.from(world.threads.get(userId) ?? [], ([withUserId, messages]) => ({
    withUserId,
    messages,
  }))
    .filter(({ messages }) => messages.length > 0)
    .sort((a, b) => lastSentAt(b.messages) - lastSentAt(a.messages));
}

/** How many of a person's conversations end with something they have not opened. */
export function unreadThreads(world: World, userId: number): number {
  let unread = 0;
  for (const messages of world.threads.get(userId)?.values() ?? []) {
    const last = messages.at(-1);
    if (last?.toId === userId && !last.isOpened) unread++;
  }
  return unread;
}

/** The one list that both people's views share. */
function openThread(world: World, one: number, other: number): Message[] {
  const existing = world.threads.get(one)?.get(other);
  if (existing !== undefined) return existing;
  const thread: Message[] = [];
  for (const [owner, partner] of [
    [one, other],
    [other, one],
  ] as const) {
    const threads = world.threads.get(owner) ?? new Map<number, Message[]>();
    world.threads.set(owner, threads.set(partner, thread));
  }
  return thread;
}

function lastSentAt(messages: readonly Message[]): number {
  return messages.at(-1)?.sentAt ?? 0;
}
