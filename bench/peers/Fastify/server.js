// Fastify as its own documentation writes it: pg's pool, a response schema (so that its quick serialiser is used), the compress
// and cors plugins, pino's log of each request, and ioredis around what is asked for often: the finished JSON is what is kept.
import Fastify from "fastify";
import compress from "@fastify/compress";
import cors from "@fastify/cors";
import pg from "pg";
import { Redis } from "ioredis";

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: process.env.PEER_DATABASE, max: 20 });
const redis = process.env.PEER_REDIS ? new Redis(process.env.PEER_REDIS) : null;
const app = Fastify({ logger: { level: "info" } });
await app.register(cors, { origin: "https://shop.example.com" });
await app.register(compress, { threshold: 1000 });

const product = {
  type: "object",
  properties: {
    id: { type: "integer" },
    name: { type: "string" },
    price: { type: "number" },
    currency: { type: "string" },
    category_id: { type: ["integer", "null"] },
    is_active: { type: "boolean" },
    image_url: { type: ["string", "null"] },
    thumbnails: { type: ["object", "null"], additionalProperties: true },
    created_at: { type: "string" },
    description: { type: "string" },
    code: { type: ["string", "null"] },
    updated_at: { type: "string" },
    version: { type: "integer" },
  },
};
const pageOfProducts = {
  type: "object",
  properties: {
    items: { type: "array", items: product },
    total: { type: "integer" },
    page: { type: "integer" },
    size: { type: "integer" },
    pages: { type: "integer" },
  },
};
const paging = {
  type: "object",
  properties: { page: { type: "integer", minimum: 1, default: 1 }, size: { type: "integer", minimum: 1, maximum: 100, default: 20 } },
};
const columns = "id, name, price, currency, category_id, is_active, image_url, thumbnails, created_at, description, code, updated_at, version";
const shown = (row) => ({ ...row, price: row.price / 100, thumbnails: row.thumbnails && JSON.parse(row.thumbnails), created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() });

app.get("/products", { schema: { querystring: paging, response: { 200: pageOfProducts } } }, async (request, reply) => {
  const { page, size } = request.query;
  const key = `products:${page}:${size}`;
  const kept = redis && (await redis.get(key));
  if (kept) {
    return reply.type("application/json; charset=utf-8").serializer((text) => text).send(kept);
  }
  const total = await pool.query({ name: "count", text: "select count(*) from grocery.products where is_active" });
  const found = await pool.query({
    name: "page",
    text: `select ${columns} from grocery.products where is_active order by created_at desc, id desc offset $1 limit $2`,
    values: [(page - 1) * size, size],
  });
  const count = total.rows[0].count;
  const answer = reply.serializeInput({ items: found.rows.map(shown), total: count, page, size, pages: Math.ceil(count / size) }, pageOfProducts);
  if (redis) {
    await redis.setex(key, 300, answer);
  }
  return reply.type("application/json; charset=utf-8").serializer((text) => text).send(answer);
});

app.get("/products/:id", { schema: { params: { type: "object", properties: { id: { type: "integer" } } }, response: { 200: product } } }, async (request, reply) => {
  const found = await pool.query({ name: "item", text: `select ${columns} from grocery.products where id = $1`, values: [request.params.id] });
  return found.rows.length === 0 ? reply.code(404).send({ error: "Not found" }) : shown(found.rows[0]);
});

await app.listen({ host: "127.0.0.1", port: Number(process.argv[2]) });
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    await app.close();
    await pool.end();
    redis?.disconnect();
  });
}
