import { DAY_MS } from "../world/days.ts";
import { netCents, takenBackAt } from "../world/sales.ts";
import type { Sale } from "../world/trade.ts";
import { viewUserBasics } from "./user-view.ts";
import { iso, SITE, type Viewpoint } from "./view.ts";

const PENDING_DAYS = 7;

const SAID: Readonly<Record<Sale["source"], string>> = {
  subscribes: "Subscription from",
  tips: "Tip from",
  chat_messages: "Payment for message from",
  post: "Payment for post from",
  stream: "Payment for stream from",
};

/** A sale as the creator's statement shows it. */
export function viewSale(at: Viewpoint, sale: Sale): object {
  const fan = at.world.users.get(sale.fanId);
  const net = netCents(sale);
  return {
    id: sale.id,
    type: sale.source,
    amount: sale.cents / 100,
    net: net / 100,
    fee: (sale.cents - net) / 100,
    vatAmount: 0,
    taxAmount: 0,
    currency: "USD",
    description: `${SAID[sale.source]} <a href="${SITE}/${fan?.username ?? ""}">${fan?.name ?? ""}</a>`,
    status: statusOf(at, sale),
    createdAt: iso(sale.at),
    payoutPendingDays: PENDING_DAYS,
    user: fan && viewUserBasics(at, fan),
  };
}

/** A sale that was taken back. */
export function viewChargeback(at: Viewpoint, sale: Sale, takenBack: number): object {
  return {
    id: Number.parseInt(sale.id.slice(0, 10), 16),
    createdAt: iso(takenBack),
    paymentType: sale.source,
    payment: viewSale(at, sale),
  };
}

function statusOf({ now }: Viewpoint, sale: Sale): string {
  const takenBack = takenBackAt(sale);
  if (takenBack !== undefined && now >= takenBack) return "chargedback";
  return now < sale.at + PENDING_DAYS * DAY_MS ? "loading" : "cleared";
}
