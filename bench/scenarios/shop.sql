-- What a day in the shop needs beside the products: the words of their names, 10,000 customers with 100 orders each, 10,000
-- orders of guests, two items in every order, and 10,000 products whose stock is counted and never runs out. Orders are
-- spread over two years, a customer's too; an id that callers see holds the row's own, so that a benchmark can ask for it.
-- The same rows each time.
set client_min_messages = warning;
truncate grocery.product_words, grocery.product_stock, grocery.carts, grocery.orders, grocery.users restart identity cascade;

-- The rows below are right by how they are made; checking each against its parents would take most of the time.
set session_replication_role = replica;

insert into grocery.product_words (word, created_at, product_id)
select word, created_at, id from grocery.products, unnest(string_to_array(name_key, ' ')) as word where is_active order by 1, 2, 3;

insert into grocery.users (email, uid)
select email, 'development:' || email from (select 'customer-' || n || '@example.com' as email from generate_series(1, 10000) n) as customer;

-- Ids rise with time: order n is customer n % 10,000's.
insert into grocery.orders (public_id, user_id, status, total, currency, created_at, updated_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, case when n <= 1000000 then 1 + n % 10000 end,
    case when n > 995000 then (array['placed', 'picking', 'on_the_way'])[1 + n % 3] when n % 50 = 0 then 'cancelled' else 'delivered' end,
    (99 + (n * 7919) % 4900) * (1 + n % 3) + 250, 'EUR', at, at + interval '1 hour'
from (select n, timestamptz '2024-01-01 00:00:00+00' + n * interval '1 minute' as at from generate_series(1::bigint, 1010000) n) as placed
order by n;

insert into grocery.order_items (order_id, product_id, name, price, quantity)
select n, 1 + (n * 31) % 1020000, 'Apple ' || n % 50000, 99 + (n * 7919) % 4900, 1 + n % 3 from generate_series(1::bigint, 1010000) n
union all
select n, 1 + (n * 37 + 11) % 1020000, 'Bread ' || n % 50000, 250, 1 from generate_series(1::bigint, 1010000) n
order by 1;

-- Products 1, 103, 205, …, all of them active.
insert into grocery.product_stock (product_id, quantity) select 1 + n * 102, 2000000000 from generate_series(0, 9999) n;

-- Tidied before each run instead: what orders leave behind would else be swept while another row is measured.
alter table grocery.orders set (autovacuum_enabled = off);
alter table grocery.order_items set (autovacuum_enabled = off);
alter table grocery.product_stock set (autovacuum_enabled = off);
vacuum analyze grocery.product_words, grocery.users, grocery.orders, grocery.order_items, grocery.product_stock;
