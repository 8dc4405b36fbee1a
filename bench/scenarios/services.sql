-- As many rows (:rows) in the list of each service: products in 20 categories; orders of ten coffee shops, whose menus have twenty
-- items; people of ten companies; todos of a hundred people in ten departments; rides of a thousand riders, all of them over. And
-- free drivers, 300 in each of 400 towns that are a quarter of a degree apart. The same rows each time.
set client_min_messages = warning;
truncate grocery.categories, grocery.products, cafe.restaurants, workforce.companies, todos.departments, todos.employees, todos.todos, rides_trips.rides, rides_drivers.drivers
    restart identity cascade;

insert into grocery.categories (name, slug) select 'Category ' || n, 'category-' || n from generate_series(1, 20) n;
insert into grocery.products (code, import_key, name, name_key, description, price, currency, category_id, is_active, image_url, created_at, updated_at, version)
select lpad(n::text, 13, '0'), lpad(n::text, 13, '0'), name, lower(name), 'Product number ' || n || ', kept cool and dry, best before the date on its lid.',
    99 + (n * 7919) % 4900, 'EUR', 1 + (n * 31) % 20, true, 'https://images.example.com/products/' || n || '.webp', at, at + interval '1 day', 1
from (
    select n, (array['Apple', 'Bread', 'Cheese', 'Dates', 'Eggs', 'Figs', 'Grapes', 'Honey'])[1 + n % 8] || ' ' || n % 50000 as name,
        timestamptz '2024-01-01 00:00:00+00' + n * interval '1 minute' as at
    from generate_series(1::bigint, :rows) n
) as product
order by n;

insert into cafe.restaurants (name, currency, last_event, created_at, updated_at, version)
select 'Coffee shop ' || n, 'EUR', 0, at, at, 1 from generate_series(1, 10) n, (select timestamptz '2024-01-01 00:00:00+00' as at) as opened;
insert into cafe.categories (restaurant_id, name, position, version) select n, 'Coffee', 1, 1 from generate_series(1, 10) n;
insert into cafe.menu_items (restaurant_id, category_id, name, name_key, description, price, is_available, created_at, updated_at, version)
select 1 + (n - 1) / 20, 1 + (n - 1) / 20, 'Coffee ' || n, 'coffee ' || n, '', 190 + n % 20 * 15, true, at, at, 1
from generate_series(1, 200) n, (select timestamptz '2024-01-01 00:00:00+00' as at) as opened order by n;
insert into cafe.orders (public_id, restaurant_id, status, customer_name, notes, total, currency, created_at, updated_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1 + n % 10, 'served', 'Guest ' || n % 5000, case when n % 5 = 0 then 'without sugar' end,
    190 + (n * 7919) % 4900, 'EUR', at, at + interval '10 minutes'
from (select n, timestamptz '2024-01-01 00:00:00+00' + n * interval '1 minute' as at from generate_series(1::bigint, :rows) n) as placed
order by n;

insert into workforce.companies (name, industry, created_at, updated_at, version)
select 'Company ' || n, 'Retail', at, at, 1 from generate_series(1, 10) n, (select timestamptz '2024-01-01 00:00:00+00' as at) as founded;
insert into workforce.users (company_id, email, username, full_name, name_key, is_active, created_at, updated_at, version)
select 1 + n % 10, 'person-' || n || '@example.com', 'person-' || n, name, lower(name), true, at, at, 1
from (
    select n, (array['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Finn', 'Greta', 'Hugo'])[1 + n % 8] || ' Marsh ' || (n * 31) % 50000 as name,
        timestamptz '2024-01-01 00:00:00+00' + n * interval '1 minute' as at
    from generate_series(1::bigint, :rows) n
) as person
order by n;

insert into todos.departments (name, name_key, version) select 'Department ' || n, 'department ' || n, 1 from generate_series(1, 10) n;
insert into todos.employees (name, name_key, email, department_id, version)
select 'Employee ' || n, 'employee ' || n, 'employee-' || n || '@example.com', 1 + n % 10, 1 from generate_series(1, 100) n;
insert into todos.todos (title, description, status, completed, priority, due_date, due_key, assignee_id, created_at, updated_at, version)
select 'Call the printer about page ' || n, 'It is number ' || n || ' of what was written down that day.', status, status = 'completed',
    (array['low', 'medium', 'high', 'urgent'])[1 + n % 4], at + interval '7 days', at + interval '7 days', case when n % 10 > 0 then 1 + n % 100 end, at, at, 1
from (
    select n, (array['pending', 'in_progress', 'completed'])[1 + n % 3] as status, timestamptz '2024-01-01 00:00:00+00' + n * interval '1 minute' as at
    from generate_series(1::bigint, :rows) n
) as todo
order by n;

insert into rides_trips.rides (
    public_id, version, user_id, status, round, pickup_lat_e6, pickup_lon_e6, dropoff_lat_e6, dropoff_lon_e6, distance_m, quote_cents, fare_cents, currency, payment,
    driver_id, driver_name, vehicle, plate, refused, until, requested_at, matched_at, accepted_at, started_at, ended_at, paid_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 6, 'development:rider-' || n % 1000 || '@example.com', 'finished', 1,
    40712800 + n % 1000, -74006000 + n % 1000, 40758000, -73985500, 6909, 1578, 1590, 'EUR', 'paid',
    'development:driver-' || 1 + n % 120000 || '@example.com', 'Driver ' || 1 + n % 120000, 'Blue Volvo', 'NY ' || 1 + n % 120000, '[]',
    at + interval '2 minutes', at, at + interval '1 second', at + interval '5 seconds', at + interval '5 minutes', at + interval '20 minutes', at + interval '21 minutes'
from (select n, timestamptz '2024-01-01 00:00:00+00' + n * interval '1 minute' as at from generate_series(1::bigint, :rows) n) as ridden
order by n;

-- Each town has a latitude of its own, so that the drivers of one are all that a search there reads.
insert into rides_drivers.drivers (subject, name, vehicle, plate, state, wants_off, lat_e6, lon_e6, band, position_at, created_at, updated_at, version)
select 'development:driver-' || n || '@example.com', 'Driver ' || n, 'Blue Volvo', 'NY ' || n, 'free', false, lat, lon, floor(lat / 10000.0), now(), now(), now(), 1
from (
    select n, -50000000 + (n - 1) / 300 * 250000 + (n * 7919) % 20000 as lat, (n * 104729) % 20000 as lon from generate_series(1::bigint, 120000) n
) as driver
order by n;

-- Tidied after each row that writes instead: what it leaves behind would else be swept while another one is measured.
alter table grocery.orders set (autovacuum_enabled = off);
alter table grocery.order_items set (autovacuum_enabled = off);
alter table cafe.orders set (autovacuum_enabled = off);
alter table cafe.order_items set (autovacuum_enabled = off);
alter table cafe.restaurants set (autovacuum_enabled = off);
alter table workforce.users set (autovacuum_enabled = off);
alter table todos.todos set (autovacuum_enabled = off);
alter table rides_trips.rides set (autovacuum_enabled = off);
alter table rides_drivers.drivers set (autovacuum_enabled = off);
-- What http had there is gone.
comment on table grocery.orders is null;
vacuum analyze grocery.categories, grocery.products, cafe.restaurants, cafe.categories, cafe.menu_items, cafe.orders, workforce.companies, workforce.users,
    todos.departments, todos.employees, todos.todos, rides_trips.rides, rides_drivers.drivers;
