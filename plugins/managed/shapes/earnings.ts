import { Type } from "typebox";
import { firstPresent, isObject, type JsonObject } from "../json.ts";
import { nullable, required } from "./fields.ts";

const Amounts = Type.Object(required(Type.Number(), ["gross", "net", "fee", "vat", "tax"]));
const Payer = Type.Object({
  id: Type.Number(),
  ...required(Type.String(), ["name", "username"]),
  avatar: nullable(Type.String()),
});

/** One earning. `title` ties the shape to its reader. */
export const Transaction = Type.Object(
  {
    id: Type.String(),
    type: nullable(Type.String()),
    createdAt: Type.String(),
    amounts: Amounts,
    currency: Type.String({ default: "USD" }),
    description: Type.String({ description: "HTML." }),
    status: nullable(Type.String()),
    payoutPendingDays: nullable(Type.Number()),
    user: Payer,
  },
  { title: "Transaction" },
);

/** An earning that the payer's bank took back. */
export const Chargeback = Type.Object({
  id: Type.Number(),
  createdAt: Type.String(),
  paymentType: nullable(Type.String()),
  payment: Type.Object(
    {
      id: nullable(Type.String()),
      createdAt: nullable(Type.String()),
      amounts: Amounts,
      currency: nullable(Type.String()),
      description: nullable(Type.String()),
      status: nullable(Type.String()),
      user: Payer,
    },
    { title: "Transaction" },
  ),
});

/** An earning with its sums in one place; the upstream writes them beside everything else. */
export function readTransaction(row: JsonObject): JsonObject {
  const { amount, net, fee } = row;
  return {
    ...row,
    amounts: isObject(row["amounts"])
      ? row["amounts"]
      : {
          gross: amount,
          net,
          fee,
          vat: firstPresent(row["vatAmount"], row["vat"]),
          tax: firstPresent(row["taxAmount"], row["tax"]),
        },
  };
}
